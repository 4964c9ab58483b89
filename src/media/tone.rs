//! Colours: the house's palette of paper, ink and the materials of old things, and how light and shade change them.

use std::fmt;

/// A colour with its opacity, written as SVG writes it: `#7a4b12`, or `#7a4b1280` where it is not opaque.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone([u8; 4]);

impl Tone {
    /// The opaque colour `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Tone {
        let [_, r, g, b] = rgb.to_be_bytes();
        Tone([r, g, b, 255])
    }

    /// This colour with `share` (0 to 1) of `other` stirred in, opacity included.
    pub fn mix(self, other: Tone, share: f64) -> Tone {
        let part = |i: usize| {
            let (from, to) = (f64::from(self.0[i]), f64::from(other.0[i]));
            (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8
        };
        Tone([part(0), part(1), part(2), part(3)])
    }

    /// As the warm studio light shows it.
    pub fn lit(self, share: f64) -> Tone {
        self.mix(LIGHT.veil(self.opacity()), share)
    }

    /// As it looks in the shade.
    pub fn dim(self, share: f64) -> Tone {
        self.mix(SHADE.veil(self.opacity()), share)
    }

    /// The same colour at another opacity, 0 to 1.
    pub fn veil(self, opacity: f64) -> Tone {
        let [r, g, b, _] = self.0;
        Tone([r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8])
    }

    fn opacity(self) -> f64 {
        f64::from(self.0[3]) / 255.0
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b, a] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")?;
        if a == 255 { Ok(()) } else { write!(f, "{a:02x}") }
    }
}

/// The pages' paper, ink and accents (light scheme).
pub const PAPER: Tone = Tone::hex(0xfaf7f1);
pub const INK: Tone = Tone::hex(0x1d1a16);
pub const HAMMER: Tone = Tone::hex(0x7a4b12);
pub const RED: Tone = Tone::hex(0x9c3226);

/// The studio's lamp and its shadows: warm, never pure white or black.
pub const LIGHT: Tone = Tone::hex(0xfff8ea);
pub const SHADE: Tone = Tone::hex(0x1f1812);

/// Aged paper and enamel.
pub const IVORY: Tone = Tone::hex(0xf0e6d0);

/// Gold, silver, rose gold.
pub const METALS: [Tone; 3] = [Tone::hex(0xc49443), Tone::hex(0xaaa79f), Tone::hex(0xbb8164)];

/// Walnut, cherry, stained beech, oak, mahogany.
pub const WOODS: [Tone; 5] =
    [Tone::hex(0x5c3b23), Tone::hex(0x7d4728), Tone::hex(0x35291f), Tone::hex(0x8c653b), Tone::hex(0x622d1e)];

/// Celadon, cobalt, oxblood, ivory, ochre, teal, clay rose.
pub const GLAZES: [Tone; 7] = [
    Tone::hex(0x8eae9b),
    Tone::hex(0x34507a),
    Tone::hex(0x86352a),
    Tone::hex(0xe3d5b6),
    Tone::hex(0xb98836),
    Tone::hex(0x2f6263),
    Tone::hex(0xbd8f7d),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_written_as_svg_writes_it() {
        assert_eq!(Tone::hex(0x7a4b12).to_string(), "#7a4b12");
        assert_eq!(Tone::hex(0x00ff00).veil(0.5).to_string(), "#00ff0080");
    }

    #[test]
    fn light_and_shade_keep_the_opacity() {
        let glass = RED.veil(0.4);
        assert_eq!(glass.lit(1.0), LIGHT.veil(0.4));
        assert_eq!(glass.dim(0.0), glass);
    }
}
