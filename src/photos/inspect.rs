//! What a file is, by its first bytes and its outline. Nothing is unpacked here: the outline alone shows what is cut off, and
//! what would be more work than any photograph.

use super::Refusal;
use crate::config::photos::MOST_SCANS;

/// The kinds that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `progressive`: gathered before it is drawn, which takes more memory.
    Jpeg {
        progressive: bool,
    },
    Png,
    WebP,
}

/// The kind of a file, whatever its name says.
///
/// # Errors
/// If it is none that is taken, cut off, or too intricate.
pub fn kind(bytes: &[u8]) -> Result<Kind, Refusal> {
    match bytes {
        [] => Err(Refusal::Empty),
        [0xff, 0xd8, 0xff, ..] => jpeg(bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Kind::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', chunks @ ..] => webp(bytes, chunks),
        _ => Err(other(bytes)),
    }
}

/// What to call a file that is not taken.
fn other(bytes: &[u8]) -> Refusal {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let brand = bytes.get(4..12).filter(|brand| brand.starts_with(b"ftyp")).map(|brand| &brand[4..]);
    match brand {
        Some(b"avif" | b"avis") => return Refusal::OtherKind("AVIF"),
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
            return Refusal::OtherKind("HEIC");
        }
        _ => {}
    }
    match () {
        () if begins(b"GIF8") => Refusal::OtherKind("GIF"),
        () if begins(b"BM") => Refusal::OtherKind("BMP"),
        () if begins(b"II*\0") || begins(b"MM\0*") => Refusal::OtherKind("TIFF"),
        () if begins(b"%PDF") => Refusal::OtherKind("PDF"),
        () if drawn(bytes) => Refusal::OtherKind("SVG"),
        () => Refusal::NotAPicture,
    }
}

/// Whether it is a drawing in text. Only to be called so: it is refused either way.
fn drawn(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    head.contains("<svg")
}

/// What a PNG says of its size, in its first chunk.
///
/// # Errors
/// If it does not come so far.
pub fn png_size(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let side = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    side(16).zip(side(20)).ok_or(Refusal::Truncated)
}

/// Follows the markers of a JPEG to its end.
fn jpeg(bytes: &[u8]) -> Result<Kind, Refusal> {
    let (mut at, mut scans, mut progressive) = (2, 0, false);
    loop {
        let (marker, next) = marker(bytes, at).ok_or(Refusal::Truncated)?;
        at = next;
        match marker {
            // The end of the picture. What follows it is nobody's.
            0xd9 if scans > 0 => return Ok(Kind::Jpeg { progressive }),
            0xd9 => return Err(Refusal::Damaged),
            // Markers that stand alone.
            0x01 | 0xd0..=0xd8 => continue,
            0xc2 => progressive = true,
            0xda => scans += 1,
            _ => {}
        }
        if scans > MOST_SCANS {
            return Err(Refusal::TooIntricate);
        }
        let length = bytes.get(at..at + 2).ok_or(Refusal::Truncated)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 {
            return Err(Refusal::Damaged);
        }
        at += length;
    }
}

/// The next marker from `at` on, and where it ends. In a picture's own data `ff` is followed by zero or a restart.
fn marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7);
    let found = rest.windows(2).position(is_marker)?;
    Some((rest[found + 1], at + found + 2))
}

/// Holds every length a WebP states against what is there: the decoder would make room for what it is promised.
fn webp(bytes: &[u8], mut chunks: &[u8]) -> Result<Kind, Refusal> {
    let stated = u64::from(u32_at(bytes, 4).ok_or(Refusal::Truncated)?);
    if stated + 8 > bytes.len() as u64 {
        return Err(Refusal::Truncated);
    }
    let inside = usize::try_from(stated).ok().and_then(|stated| stated.checked_sub(4)).ok_or(Refusal::Damaged)?;
    chunks = chunks.get(..inside).ok_or(Refusal::Truncated)?;
    while !chunks.is_empty() {
        if chunks.starts_with(b"ANIM") || chunks.starts_with(b"ANMF") {
            return Err(Refusal::Animated);
        }
        let length = u32_at(chunks, 4).and_then(|length| usize::try_from(length).ok()).ok_or(Refusal::Truncated)?;
        let end = length.checked_add(8).ok_or(Refusal::Truncated)?;
        if end > chunks.len() {
            return Err(Refusal::Truncated);
        }
        chunks = chunks.get(end + end % 2..).unwrap_or_default();
    }
    Ok(Kind::WebP)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photos::samples;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(kind(&samples::jpeg(120, 120)), Ok(Kind::Jpeg { progressive: false }));
        assert_eq!(kind(&samples::png(120, 120)), Ok(Kind::Png));
        assert_eq!(kind(&samples::webp(120, 120)), Ok(Kind::WebP));
        for (bytes, refusal) in [
            (&b""[..], Refusal::Empty),
            (b"GIF89a....", Refusal::OtherKind("GIF")),
            (b"<?xml version='1.0'?><SVG onload='alert(1)'/>", Refusal::OtherKind("SVG")),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Refusal::OtherKind("HEIC")),
            (b"\0\0\0\x18ftypavif\0\0\0\0", Refusal::OtherKind("AVIF")),
            (b"%PDF-1.7", Refusal::OtherKind("PDF")),
            (b"<html><script>", Refusal::NotAPicture),
            (b"\xff\xd8", Refusal::NotAPicture),
        ] {
            assert_eq!(kind(bytes), Err(refusal));
        }
    }

    #[test]
    fn a_jpeg_cut_off_anywhere_is_found() {
        let whole = samples::jpeg(120, 120);
        for end in (3..whole.len()).step_by(7) {
            assert_eq!(kind(&whole[..end]), Err(Refusal::Truncated), "{end} of {}", whole.len());
        }
    }

    #[test]
    fn what_follows_a_jpegs_end_is_not_looked_at() {
        let tailed = [&samples::jpeg(120, 120)[..], b"PK\x03\x04 \xff\xda\xff\xda"].concat();
        assert!(kind(&tailed).is_ok());
    }

    #[test]
    fn a_jpeg_of_a_thousand_passes_is_refused_before_the_first() {
        let pass = [0xff, 0xda, 0, 3, 1];
        let many = [&[0xff, 0xd8][..], &pass.repeat(1_000), &[0xff, 0xd9]].concat();
        assert_eq!(kind(&many), Err(Refusal::TooIntricate));
    }

    #[test]
    fn a_webp_that_promises_more_than_it_has_is_cut_off() {
        let mut promising = samples::webp(120, 120);
        promising[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(kind(&promising), Err(Refusal::Truncated));
        let whole = samples::webp(120, 120);
        assert_eq!(kind(&whole[..whole.len() - 4]), Err(Refusal::Truncated));
    }
}
