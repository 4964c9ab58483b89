//! Pictures made in tests.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// What a sample shows in its upper half, and in its lower.
pub const ABOVE: [u8; 3] = [200, 30, 30];
pub const BELOW: [u8; 3] = [30, 30, 200];

fn picture(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |_, y| Rgb(if y < height / 2 { ABOVE } else { BELOW })).into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a written picture");
    bytes.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture(width, height)
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90))
        .expect("a written picture");
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(&picture(width, height), ImageFormat::Png)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    written(&picture(width, height), ImageFormat::WebP)
}

pub fn clear_png(width: u32, height: u32) -> Vec<u8> {
    written(&RgbaImage::from_pixel(width, height, Rgba([0, 0, 0, 0])).into(), ImageFormat::Png)
}

/// The same JPEG with an EXIF segment that says how it is to be turned, and a comment.
pub fn with_exif(jpeg: Vec<u8>, orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let segment = |marker: u8, inside: &[u8]| {
        let length = u16::try_from(inside.len() + 2).expect("a short segment").to_be_bytes();
        [&[0xff, marker][..], &length, inside].concat()
    };
    [&jpeg[..2], &segment(0xe1, &exif), &segment(0xfe, b"gavel-comment"), &jpeg[2..]].concat()
}

fn chunk(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let length = u32::try_from(inside.len()).expect("a short chunk").to_be_bytes();
    let named = [kind, inside].concat();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// The head of a PNG of this size, and hardly anything after it.
pub fn png_head(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let data = b"\x78\x9c\x63\x00\x00\x00\x01\x00\x01";
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &head)[..], &chunk(b"IDAT", data), &chunk(b"IEND", &[])].concat()
}

/// A JPEG that says it has this size.
pub fn jpeg_head(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(120, 120);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A PNG that says it has two frames.
pub fn animated_png(width: u32, height: u32) -> Vec<u8> {
    let png = png(width, height);
    let control = chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    [&png[..33], &control, &png[33..]].concat()
}

/// The beginning of a WebP that moves.
pub fn animated_webp() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], inside: &[u8]| {
        [&kind[..], &u32::try_from(inside.len()).expect("short").to_le_bytes(), inside].concat()
    };
    let extended = chunk(b"VP8X", &[2, 0, 0, 0, 199, 0, 0, 199, 0, 0]);
    let inside = [b"WEBP", &extended[..], &chunk(b"ANIM", &[0; 6])].concat();
    chunk(b"RIFF", &inside)
}
