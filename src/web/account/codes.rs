//! The second factor: codes of an authenticator app (RFC 6238), and codes on paper for who has lost it. Pure: time is an
//! argument, and what was taken before is the store's to know.

use crate::config::security as limits;
use crate::store::two_factor::CodeHash;
use qrcode::{Color, EcLevel, QrCode};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

/// A secret nobody has seen before.
pub fn fresh_secret() -> [u8; limits::CODE_SECRET] {
    rand::random()
}

fn totp(secret: &[u8]) -> Totp {
    let usual = Builder::new().with_digits(6).with_step_duration(limits::CODE_STEP_S).with_skew(limits::CODE_SKEW);
    usual.with_secret(Secret::from(secret.to_vec())).build_noncompliant()
}

/// The step whose code was typed, near `now_s` (seconds since 1970). Spaces do not matter.
pub fn step(secret: &[u8], typed: &str, now_s: u64) -> Option<i64> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    totp(secret).check(&code, now_s).and_then(|step| i64::try_from(step).ok())
}

/// The secret for who types it into the app, in groups of four.
pub fn spelled(secret: &[u8]) -> String {
    let letters = Secret::from(secret.to_vec()).to_base32();
    grouped(&letters, ' ')
}

/// The address an app reads: whose account, and the secret.
pub fn uri(secret: &[u8], email: &str) -> String {
    let letters = Secret::from(secret.to_vec()).to_base32();
    let mut account = String::new();
    for byte in email.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => account.push(char::from(byte)),
            byte => account.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("otpauth://totp/Gavel:{account}?secret={letters}&issuer=Gavel")
}

/// A picture for a telephone's camera: so many units wide and high, quiet zone included, and the path of what is dark. `None`
/// for what is too long for one.
pub fn picture(text: &str) -> Option<(usize, String)> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (index % width + QUIET, index / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Some((width + 2 * QUIET, path))
}

/// Recovery codes nobody has seen before, as they are shown, once: `k7vq-2mpd-…`.
pub fn recovery_codes() -> Vec<String> {
    (0..limits::RECOVERY_CODES).map(|_| recovery_code(&rand::random())).collect()
}

/// Letters and figures that are not mistaken for one another.
fn recovery_code(dice: &[u8; limits::RECOVERY_CODE_LETTERS]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letters: String = dice.iter().map(|die| char::from(LETTERS[usize::from(die % 32)])).collect();
    grouped(&letters, '-')
}

fn grouped(letters: &str, between: char) -> String {
    let mut text = String::new();
    for (index, letter) in letters.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(between);
        }
        text.push(letter);
    }
    text
}

/// What the database knows a recovery code by, however it is typed; `None` for what cannot be one. They are as random as
/// a token, so a plain hash keeps them.
pub fn recovery_hash(typed: &str) -> Option<CodeHash> {
    let plain: String = typed.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    (plain.len() == limits::RECOVERY_CODE_LETTERS).then(|| Sha256::digest(plain.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The secret of RFC 6238's appendix B.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_of_the_standard_are_recognised_in_their_step_and_the_one_on_either_side() {
        // The last six figures of the standard's eight.
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = i64::try_from(at / 30).ok();
            assert_eq!(step(SECRET, code, at), now, "{at}");
            assert_eq!(step(SECRET, code, at + 30), now);
            assert_eq!(step(SECRET, &format!(" {} {} ", &code[..3], &code[3..]), at - 30), now);
            assert_eq!(step(SECRET, code, at + 90), None, "too late");
        }
        for typed in ["", "28708", "2870820", "+28708", "abcdef"] {
            assert_eq!(step(SECRET, typed, 59), None, "{typed}");
        }
    }

    #[test]
    fn an_app_reads_whose_account_it_is_and_the_secret() {
        let uri = uri(SECRET, "ann+lots@example.org");
        assert_eq!(
            uri,
            "otpauth://totp/Gavel:ann%2Blots%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Gavel"
        );
        assert_eq!(spelled(SECRET), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let (width, path) = picture(&uri).expect("it fits");
        assert!(width > 33 && path.starts_with("M4 4h1"), "{width}");
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed_and_no_two_are_the_same() {
        let codes = recovery_codes();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), limits::RECOVERY_CODES);
        let hash = recovery_hash(&codes[0]);
        assert!(hash.is_some() && hash == recovery_hash(&codes[0].to_uppercase().replace('-', " ")));
        assert_ne!(hash, recovery_hash(&codes[1]));
        assert_eq!((recovery_hash("123456"), recovery_hash("")), (None, None));
    }
}
