//! From a file to finished prints: unpacked within limits, a few at a time and never on a thread that serves requests;
//! turned upright, in sRGB, on white; made smaller; and written as JPEGs that have nothing in them but pixels.

use super::inspect::{self, Kind};
use super::{Refusal, Sha, Size};
use crate::config::photos::{
    DEADLINE, LARGEST_ASIDE, LARGEST_PHOTO, LARGEST_UNPACKED, LONGEST_SIDE, MOST_PIXELS, PATIENCE, QUALITY,
    SHORTEST_SIDE, SIDES, at_once,
};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::ImageError;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, Limits, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use sha2::{Digest, Sha256};
use std::io::{self, Cursor};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// One print: a JPEG of our own.
#[derive(Clone, Debug)]
pub struct Print {
    pub size: Size,
    pub jpeg: Vec<u8>,
}

/// The prints of one photograph, the smallest first; there is at least one.
#[derive(Clone, Debug)]
pub struct Prints {
    pub sha: Sha,
    pub prints: Vec<Print>,
}

impl Prints {
    fn of(prints: Vec<Print>) -> Prints {
        let hash = prints.iter().fold(Sha256::new(), |hash, print| hash.chain_update(&print.jpeg));
        Prints { sha: Sha(hash.finalize().into()), prints }
    }

    /// Bytes of all of them together.
    pub fn bytes(&self) -> u64 {
        self.prints.iter().map(|print| print.jpeg.len() as u64).sum()
    }
}

/// Why there are no prints.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is at fault.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many are before it. Temporary.
    #[error("too many photographs are being developed")]
    Overloaded,
}

/// Where photographs wait for their turn. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Darkroom {
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Default for Darkroom {
    fn default() -> Self {
        Darkroom { turns: Arc::new(Semaphore::new(at_once())), patience: PATIENCE }
    }
}

impl Darkroom {
    /// [`develop`], elsewhere and in turn. The turn belongs to the work, not to whoever waits for it.
    ///
    /// # Errors
    /// See [`Error`]. A file that brings the decoder down, or that takes it too long, is refused.
    pub async fn develop(&self, file: Vec<u8>) -> Result<Prints, Error> {
        let turn = match timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) | Err(_) => return Err(Error::Overloaded),
        };
        let work = spawn_blocking(move || {
            let _turn = turn;
            develop(&file)
        });
        match timeout(DEADLINE, work).await {
            Ok(Ok(prints)) => Ok(prints?),
            Ok(Err(died)) => {
                tracing::warn!(%died, "a photograph brought the decoder down");
                Err(Refusal::Damaged.into())
            }
            Err(_) => Err(Refusal::TooIntricate.into()),
        }
    }
}

/// The prints of a file. Takes up to seconds, and up to [`LARGEST_UNPACKED`] bytes twice over: not for a thread that serves
/// requests.
///
/// # Errors
/// Why the file is not taken.
pub fn develop(file: &[u8]) -> Result<Prints, Refusal> {
    if file.len() > LARGEST_PHOTO {
        return Err(Refusal::TooLarge);
    }
    let kind = inspect::kind(file)?;
    let bytes = Cursor::new(file);
    let negative = match kind {
        Kind::Jpeg { progressive } => {
            let decoder = JpegDecoder::new(bytes).map_err(refusal)?;
            // Of a progressive picture every coefficient is kept, in two bytes, until all passes are done.
            expose(decoder, if progressive { 3 * 2 } else { 0 })?
        }
        Kind::Png => {
            let (width, height) = inspect::png_size(file)?;
            bearable(width, height)?;
            let decoder = PngDecoder::with_limits(bytes, limits(LARGEST_ASIDE)).map_err(refusal)?;
            if decoder.is_apng().map_err(refusal)? {
                return Err(Refusal::Animated);
            }
            expose(decoder, 0)?
        }
        Kind::WebP => {
            let decoder = WebPDecoder::new(bytes).map_err(refusal)?;
            if decoder.has_animation() {
                return Err(Refusal::Animated);
            }
            expose(decoder, 0)?
        }
    };
    print(negative)
}

fn limits(bytes: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(bytes);
    limits
}

/// Whether a picture of this size is worth unpacking.
fn bearable(width: u32, height: u32) -> Result<(), Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > LONGEST_SIDE || pixels > MOST_PIXELS {
        return Err(Refusal::TooManyPixels { width, height });
    }
    if width.min(height) < SHORTEST_SIDE {
        return Err(Refusal::TooSmall { width, height });
    }
    Ok(())
}

/// A picture as it was sent, with what says how it is to be seen.
struct Negative {
    picture: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

/// Unpacks a picture, once its size is known to be bearable. `extra` is what the decoder needs besides, in bytes a pixel.
fn expose(mut decoder: impl ImageDecoder, extra: u64) -> Result<Negative, Refusal> {
    let (width, height) = decoder.dimensions();
    bearable(width, height)?;
    if decoder.total_bytes() + u64::from(width) * u64::from(height) * extra > LARGEST_UNPACKED {
        return Err(Refusal::TooManyPixels { width, height });
    }
    decoder.set_limits(limits(LARGEST_UNPACKED)).map_err(refusal)?;
    // Whoever cannot say how it is to be seen has not said so.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|_| in_colour(decoder.color_type()));
    let picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    Ok(Negative { picture, orientation, profile })
}

fn in_colour(kind: ColorType) -> bool {
    matches!(kind, ColorType::Rgb8 | ColorType::Rgba8 | ColorType::Rgb16 | ColorType::Rgba16)
}

/// What a decoder's complaint means to whoever sent the file.
fn refusal(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooIntricate,
        ImageError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => Refusal::Truncated,
        _ => Refusal::Damaged,
    }
}

/// Makes the largest print, and of that the smaller ones.
fn print(negative: Negative) -> Result<Prints, Refusal> {
    let longest = negative.picture.width().max(negative.picture.height());
    let largest = longest.min(SIDES[SIDES.len() - 1]);
    let mut picture = DynamicImage::from(on_white(&shrunk(negative.picture, largest)));
    if let Some(profile) = negative.profile {
        into_srgb(&mut picture, &profile);
    }
    picture.apply_orientation(negative.orientation);
    let smaller = SIDES.into_iter().filter(|side| *side < largest);
    let smaller = smaller.map(|side| written(&picture.resize(side, side, FilterType::CatmullRom)));
    let mut prints = smaller.collect::<Result<Vec<_>, _>>()?;
    prints.push(written(&picture)?);
    Ok(Prints::of(prints))
}

/// A picture whose longest side is at most this. A very large one is first brought down by plain averages, which needs no
/// memory to speak of, and then finely.
fn shrunk(picture: DynamicImage, side: u32) -> DynamicImage {
    let longest = picture.width().max(picture.height());
    if longest <= side {
        return picture;
    }
    let picture = if longest > 3 * side { picture.thumbnail(2 * side, 2 * side) } else { picture };
    picture.resize(side, side, FilterType::CatmullRom)
}

/// A JPEG knows no transparency: what is clear becomes white, as on the paper it would be printed on.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    let mut opaque = RgbImage::new(clear.width(), clear.height());
    for (to, from) in opaque.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u16::from);
        let over = |part: u16| u8::try_from((part * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        to.0 = [over(red), over(green), over(blue)];
    }
    opaque
}

/// Phones write wider colours than sRGB and say so in a profile. That is not kept, so the colours are brought over; a profile
/// that makes no sense is as good as none.
fn into_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let DynamicImage::ImageRgb8(pixels) = picture else { return };
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default());
    let mut converted = vec![0; pixels.as_raw().len()];
    if transform.is_ok_and(|transform| transform.transform(pixels.as_raw(), &mut converted).is_ok())
        && let Some(brought_over) = RgbImage::from_raw(pixels.width(), pixels.height(), converted)
    {
        *pixels = brought_over;
    }
}

fn written(picture: &DynamicImage) -> Result<Print, Refusal> {
    let size = Size { width: picture.width(), height: picture.height() };
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).map_err(|_| Refusal::Damaged)?;
    Ok(Print { size, jpeg })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photos::samples;
    use image::{GenericImageView, ImageReader};

    fn sizes(prints: &Prints) -> Vec<(u32, u32)> {
        prints.prints.iter().map(|print| (print.size.width, print.size.height)).collect()
    }

    fn pixel(print: &Print, x: u32, y: u32) -> [u8; 3] {
        let picture = ImageReader::new(Cursor::new(&print.jpeg)).with_guessed_format().unwrap().decode().unwrap();
        let [red, green, blue, _] = picture.get_pixel(x, y).0;
        [red, green, blue]
    }

    fn near(one: [u8; 3], other: [u8; 3]) -> bool {
        one.iter().zip(other).all(|(one, other)| one.abs_diff(other) < 24)
    }

    #[test]
    fn a_photograph_is_kept_in_three_sizes_and_a_small_one_is_not_made_larger() {
        let prints = develop(&samples::jpeg(2_000, 1_000)).unwrap();
        assert_eq!(sizes(&prints), [(320, 160), (800, 400), (1_600, 800)]);
        assert_eq!(sizes(&develop(&samples::png(300, 500)).unwrap()), [(192, 320), (300, 500)]);
        assert_eq!(sizes(&develop(&samples::webp(200, 100)).unwrap()), [(200, 100)]);
        assert_eq!(sizes(&develop(&samples::jpeg(1_600, 160)).unwrap()), [(320, 32), (800, 80), (1_600, 160)]);
    }

    #[test]
    fn the_same_file_makes_the_same_prints() {
        let file = samples::jpeg(900, 700);
        assert_eq!(develop(&file).unwrap().sha, develop(&file).unwrap().sha);
        assert_ne!(develop(&file).unwrap().sha, develop(&samples::jpeg(900, 701)).unwrap().sha);
    }

    #[test]
    fn a_picture_that_lies_on_its_side_is_set_upright() {
        // Red above, blue below; by its EXIF the camera was turned a quarter to the right.
        let prints = develop(&samples::with_exif(samples::jpeg(400, 200), 6)).unwrap();
        let print = prints.prints.last().unwrap();
        assert_eq!(print.size, Size { width: 200, height: 400 });
        assert!(near(pixel(print, 190, 200), samples::ABOVE) && near(pixel(print, 10, 200), samples::BELOW));
    }

    #[test]
    fn nothing_is_left_of_what_a_camera_tells_and_of_what_was_hung_on() {
        let secret = b"GPS 40.4168 -3.7038";
        let tailed =
            [&samples::with_exif(samples::jpeg(400, 200), 1)[..], b"PK\x03\x04<?php evil(); ?>", secret].concat();
        assert!(tailed.windows(4).any(|four| four == b"Exif"));
        for print in develop(&tailed).unwrap().prints {
            for gone in [&b"Exif"[..], b"GPS", b"php", b"PK\x03\x04", b"gavel-comment", b"ICC_PROFILE"] {
                assert!(!print.jpeg.windows(gone.len()).any(|bytes| bytes == gone), "{gone:?} is still there");
            }
        }
    }

    #[test]
    fn what_is_clear_becomes_white() {
        let prints = develop(&samples::clear_png(200, 200)).unwrap();
        assert_eq!(pixel(&prints.prints[0], 100, 100), [255, 255, 255]);
    }

    #[test]
    fn colours_of_a_wider_space_are_brought_over() {
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        let mut picture = DynamicImage::from(RgbImage::from_pixel(4, 4, image::Rgb([200, 60, 60])));
        into_srgb(&mut picture, &wide);
        let [red, green, _, _] = picture.get_pixel(0, 0).0;
        assert!(red > 205 && green < 60, "{red} {green}: the same red is further out in the narrower space");
        into_srgb(&mut picture, b"no profile");
        assert_eq!(picture.get_pixel(0, 0).0[0], red);
    }

    #[test]
    fn a_picture_too_large_to_be_unpacked_is_refused_by_its_head_alone() {
        for bomb in
            [samples::png_head(60_000, 60_000), samples::png_head(20_000, 3_000), samples::jpeg_head(65_000, 65_000)]
        {
            assert!(
                matches!(develop(&bomb), Err(Refusal::TooManyPixels { .. })),
                "{:?}",
                develop(&bomb).map(|p| p.sha)
            );
        }
        assert_eq!(develop(&samples::png_head(50, 5_000)).err(), Some(Refusal::TooSmall { width: 50, height: 5_000 }));
        assert_eq!(develop(&vec![0xff; LARGEST_PHOTO + 1]).err(), Some(Refusal::TooLarge));
    }

    #[test]
    fn what_moves_is_refused() {
        assert_eq!(develop(&samples::animated_png(200, 200)).err(), Some(Refusal::Animated));
        assert_eq!(develop(&samples::animated_webp()).err(), Some(Refusal::Animated));
    }

    #[tokio::test]
    async fn whoever_waits_too_long_for_a_turn_hears_so() {
        let darkroom = Darkroom { turns: Arc::new(Semaphore::new(0)), patience: Duration::from_millis(1) };
        assert!(matches!(darkroom.develop(samples::jpeg(200, 200)).await, Err(Error::Overloaded)));
    }
}
