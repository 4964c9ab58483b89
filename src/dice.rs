//! The seed's choices: a fixed sequence of numbers from one `u64`.
//!
//! SplitMix64 (Steele, Lea, Flood 2014), written out here so that a lot keeps its picture and a simulated sale its outcome,
//! whatever a library of random numbers does in its next version. It never decides anything real: no secret, no identity.

/// Deals out one seed's choices, in order.
pub struct Dice(u64);

impl Dice {
    /// The dice of `seed`: the same seed deals the same choices, always.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..sides`; 0 if there are no sides.
    pub fn roll(&mut self, sides: usize) -> usize {
        (self.bits() >> 33) as usize % sides.max(1)
    }

    /// One of the `options`.
    pub fn pick<T: Copy, const N: usize>(&mut self, options: &[T; N]) -> T {
        options[self.roll(N)]
    }

    /// A number from `low` up to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.bits() >> 11) as f64 / (1_u64 << 53) as f64;
        low + unit * (high - low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_deals_the_published_sequence_of_splitmix64() {
        let mut dice = Dice::new(1_234_567);
        let dealt = [dice.bits(), dice.bits(), dice.bits()];
        assert_eq!(dealt, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn every_option_is_picked_some_time_and_every_number_lies_between_its_bounds() {
        let mut dice = Dice::new(7);
        let mut seen = [false; 5];
        for _ in 0..500 {
            seen[dice.pick(&[0, 1, 2, 3, 4])] = true;
            let number = dice.between(-3.0, 4.0);
            assert!((-3.0..4.0).contains(&number), "{number}");
        }
        assert_eq!(seen, [true; 5]);
    }
}
