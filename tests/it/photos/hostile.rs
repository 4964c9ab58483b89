//! Files that mean harm, or look as if they did: made here, but for three that no encoder at hand writes.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, ImageFormat, LumaA, Rgb, RgbImage, RgbaImage};
use std::io::Cursor;

/// What must never come out again.
pub const EVIL: &[u8] = b"EVIL<script>alert(1)</script><?php system($_GET[0]); ?>";

/// What is to become of a file.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    /// Refused with this code.
    Refused(&'static str),
    /// Taken, and written anew.
    Anew,
    /// Refused, for whichever reason is found first.
    NotTaken,
    /// Either: what a decoder makes of it is its own affair, as long as it makes it soon.
    Either,
}
use Fate::{Anew, Either, NotTaken, Refused};

/// A file of this kind, its name, and what is to become of it.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
    pub fate: Fate,
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn picture(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 90])).into()
}

/// A photograph that means no harm.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture(width, height).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85)).unwrap();
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(&picture(width, height), ImageFormat::Png)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    written(&picture(width, height), ImageFormat::WebP)
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

fn chunk(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let named = [kind, inside].concat();
    [&(inside.len() as u32).to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A PNG of this size with this in it, in eight-bit grey.
fn grey_png(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &head)[..], &chunk(b"IDAT", data), &chunk(b"IEND", &[])].concat()
}

/// A PNG with a chunk more, before its data.
fn with_chunk(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let png = png(200, 200);
    [&png[..33], &chunk(kind, inside), &png[33..]].concat()
}

/// So many zeros, packed as tightly as deflate can: two thousandths of their size.
fn zeros(count: usize) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (vec![0x78, 0x9c], 0_u64, 0);
    let mut put = |value: u64, width: u32, bytes: &mut Vec<u8>| {
        bits |= value << held;
        held += width;
        while held >= 8 {
            bytes.push(bits as u8);
            (bits, held) = (bits >> 8, held - 8);
        }
    };
    // One last block with the fixed codes; a zero (00110000), and then copies of 258 bytes (11000101) from one byte back (00000).
    put(0b011, 3, &mut bytes);
    put(0b0000_1100, 8, &mut bytes);
    let copies = (count - 1) / 258;
    for _ in 0..copies {
        put(0b1010_0011, 8, &mut bytes);
        put(0, 5, &mut bytes);
    }
    let count = 1 + copies * 258;
    put(0, 7, &mut bytes);
    put(0, 7, &mut bytes);
    bytes.extend((((count % 65_521) as u32) << 16 | 1).to_be_bytes());
    bytes
}

fn segment(marker: u8, inside: &[u8]) -> Vec<u8> {
    [&[0xff, marker][..], &((inside.len() + 2) as u16).to_be_bytes(), inside].concat()
}

/// A JPEG with segments more, right at its beginning.
fn with_segments(segments: &[Vec<u8>]) -> Vec<u8> {
    let jpeg = jpeg(240, 180);
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// A JPEG that says it has this size.
fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(120, 120);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let chunks = chunks.iter().flat_map(|(kind, inside)| {
        [&kind[..], &(inside.len() as u32).to_le_bytes(), inside, &vec![0; inside.len() % 2]].concat()
    });
    let inside: Vec<u8> = b"WEBP".iter().copied().chain(chunks).collect();
    [b"RIFF", &(inside.len() as u32).to_le_bytes()[..], &inside].concat()
}

/// The head of a lossless WebP of so many pixels, less one, each way.
fn webp_head(less_one: u32) -> Vec<u8> {
    let sides = (less_one | less_one << 14).to_le_bytes();
    riff(&[(b"VP8L", [&[0x2f][..], &sides, &[0, 0, 0]].concat())])
}

fn canvas(width: u32, height: u32, flags: u8) -> Vec<u8> {
    let three = |n: u32| n.to_le_bytes()[..3].to_vec();
    [vec![flags, 0, 0, 0], three(width - 1), three(height - 1)].concat()
}

/// EXIF whose second folder is its first, for ever, with an entry of four thousand million bytes.
fn endless_exif() -> Vec<u8> {
    let entry =
        [&0x8769_u16.to_le_bytes()[..], &4_u16.to_le_bytes(), &u32::MAX.to_le_bytes(), &8_u32.to_le_bytes()].concat();
    [b"Exif\0\0II*\0\x08\0\0\0\x01\0", &entry[..], &8_u32.to_le_bytes(), EVIL].concat()
}

fn tail(bytes: &[u8], with: &[u8]) -> Vec<u8> {
    [bytes, with, EVIL].concat()
}

fn half(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

/// A JPEG that is a script as well: by the length of its first segment (`/*`) all that is no script is a comment.
fn runnable() -> Vec<u8> {
    let mut inside = vec![0; 0x2f2a - 2];
    let script = [b"*/=1;", EVIL, b"/*"].concat();
    inside[..5].copy_from_slice(b"JFIF\0");
    inside[100..100 + script.len()].copy_from_slice(&script);
    with_segments(&[segment(0xe0, &inside)])
}

/// A PNG that moves, each of whose frames unpacks to a hundred megabytes.
fn moving_bomb() -> Vec<u8> {
    let frame = |number: u32| chunk(b"fdAT", &[&number.to_be_bytes()[..], &zeros(1 << 27)].concat());
    let png = with_chunk(b"acTL", &[0, 0, 0, 4, 0, 0, 0, 0]);
    let end = png.len() - 12;
    [&png[..end], &frame(1), &frame(2), &frame(3), &png[end..]].concat()
}

/// Every file there is.
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, fate: Fate| files.push(File { name: name.into(), bytes, fate });
    heads(&mut add);
    bombs(&mut add);
    broken(&mut add);
    not_pictures(&mut add);
    polyglots(&mut add);
    unusual(&mut add);
    named(&mut add);
    files
}

type Add<'a> = &'a mut dyn FnMut(&str, Vec<u8>, Fate);

/// A few bytes that promise thousands of millions of pixels.
fn heads(add: Add<'_>) {
    add("png-60000x60000.png", grey_png(60_000, 60_000, &zeros(1_000)), Refused("too_many_pixels"));
    add("png-stripe.png", grey_png(20_001, 200, &zeros(1_000)), Refused("too_many_pixels"));
    add("png-largest-side.png", grey_png(0x7fff_ffff, 1, &zeros(1_000)), Refused("too_many_pixels"));
    add("png-largest-area.png", grey_png(0x7fff_ffff, 0x7fff_ffff, &zeros(1_000)), Refused("too_many_pixels"));
    add("png-0x0.png", grey_png(0, 0, &zeros(1_000)), Refused("too_small"));
    add("png-1x1.png", grey_png(1, 1, &zeros(2)), Refused("too_small"));
    add("jpeg-65500x65500.jpg", jpeg_of(65_500, 65_500), Refused("too_many_pixels"));
    add("jpeg-0x0.jpg", jpeg_of(0, 0), Either);
    add("webp-16383x16383.webp", webp_head(0x3ffe), Refused("too_many_pixels"));
    add("webp-16384x16384.webp", webp_head(0x3fff), Either);
    add("webp-canvas.webp", riff(&[(b"VP8X", canvas(1 << 24, 1 << 7, 0)), (b"VP8L", vec![0x2f; 16])]), Either);
}

/// A little that unpacks to very much, or takes very long.
fn bombs(add: Add<'_>) {
    add("png-zlib-bomb.png", grey_png(200, 200, &zeros(1 << 27)), Either);
    add("png-as-large-as-it-may.png", grey_png(7_000, 7_000, &zeros(7_001 * 7_000 + 258)), Anew);
    add("png-text-bomb.png", with_chunk(b"zTXt", &[b"k\0\0", &zeros(1 << 27)[..]].concat()), Either);
    add("png-itxt-bomb.png", with_chunk(b"iTXt", &[b"k\0\x01\0\0\0", &zeros(1 << 27)[..]].concat()), Either);
    add("png-profile-bomb.png", with_chunk(b"iCCP", &[b"k\0\0", &zeros(1 << 27)[..]].concat()), Either);
    let pass = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12];
    let jpeg = jpeg(240, 180);
    let many = [&jpeg[..jpeg.len() - 2], &pass.repeat(1_000), &[0xff, 0xd9]].concat();
    add("jpeg-thousand-passes.jpg", many, Refused("too_intricate"));
    let comments = vec![segment(0xfe, &[b'E'; 60_000]); 200];
    add("jpeg-twelve-megabytes-of-comments.jpg", with_segments(&comments), Anew);
    add("21-megabytes.jpg", tail(&jpeg, &vec![7; 21 * 1024 * 1024]), Refused("too_large"));
}

fn broken(add: Add<'_>) {
    add("empty.jpg", Vec::new(), Refused("empty"));
    add("half.jpg", half(&jpeg(600, 400)), Refused("truncated"));
    add("half.png", half(&png(600, 400)), Refused("truncated"));
    add("half.webp", half(&webp(600, 400)), Refused("truncated"));
    add("three-bytes.jpg", b"\xff\xd8\xff".to_vec(), Refused("truncated"));
    add("signature.png", b"\x89PNG\r\n\x1a\n".to_vec(), Refused("truncated"));
    for (kind, whole) in [("jpg", jpeg(600, 400)), ("png", png(600, 400)), ("webp", webp(600, 400))] {
        // In the head, in the tables, and in the picture.
        for cut in [5, 16, 40, 150, whole.len() / 4, whole.len() * 3 / 4] {
            add(&format!("cut-at-{cut}.{kind}"), whole[..cut].to_vec(), NotTaken);
        }
        for short in [20, 1] {
            // All of a picture may be there, and only what says that it ends is not.
            add(&format!("cut-by-{short}.{kind}"), whole[..whole.len() - short].to_vec(), Either);
        }
    }
    add("nothing-in-it.webp", riff(&[]), Either);
    add("jpeg-short-segment.jpg", [&[0xff, 0xd8, 0xff, 0xe0, 0, 0][..], &[0; 64]].concat(), Refused("damaged"));
    add("jpeg-noise.jpg", [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0][..], &[0xab; 4_000]].concat(), Refused("truncated"));
    let mut wrong = png(200, 200);
    wrong[45] ^= 0x55;
    add("wrong-sum.png", wrong, Refused("damaged"));
    let mut promise = webp(200, 200);
    promise[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    add("four-thousand-million-bytes.webp", promise, Refused("truncated"));
    let profile = [
        b"VP8X".to_vec(),
        10_u32.to_le_bytes().to_vec(),
        canvas(200, 200, 0x20),
        b"ICCP".to_vec(),
        u32::MAX.to_le_bytes().to_vec(),
    ];
    let inside = [b"WEBP".to_vec(), profile.concat()].concat();
    add(
        "promised-profile.webp",
        [b"RIFF", &(inside.len() as u32).to_le_bytes()[..], &inside].concat(),
        Refused("truncated"),
    );
}

fn not_pictures(add: Add<'_>) {
    let other = Refused("unsupported_picture");
    let none = Refused("not_a_picture");
    add(
        "drawing.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>EVIL</script></svg>".to_vec(),
        other,
    );
    add("drawing.jpg", b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><svg>&x;</svg>".to_vec(), other);
    add("page.jpg", b"<!doctype html><script>alert(document.cookie)</script>".to_vec(), none);
    add("script.gif", b"GIF89a/*EVIL*/=1;alert(1);//".to_vec(), other);
    add("print.pdf", b"%PDF-1.7 /JS (app.alert(1))".to_vec(), other);
    add("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), other);
    add("new.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1".to_vec(), other);
    add("old.bmp", [&b"BM"[..], &[0; 200]].concat(), other);
    add("scan.tiff", [&b"II*\0"[..], &[0; 200]].concat(), other);
    add("archive.png", b"PK\x03\x04EVIL".to_vec(), none);
    add("program.jpg", b"\x7fELF\x02\x01\x01EVIL".to_vec(), none);
    add("shell.jpg", b"<?php system($_GET['c']); ?>".to_vec(), none);
    add("noise.webp", (0..4_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(), none);
}

/// Pictures that are something else as well.
fn polyglots(add: Add<'_>) {
    add("php-in-a-comment.jpg", with_segments(&[segment(0xfe, EVIL)]), Anew);
    add("page-in-a-comment.jpg", with_segments(&[segment(0xfe, b"*/=1;EVIL<html><script>alert(1)</script>/*")]), Anew);
    add("php-in-a-text.png", with_chunk(b"tEXt", &[b"Comment\0", EVIL].concat()), Anew);
    add("script-by-its-own-length.jpg", runnable(), Anew);
    add(
        "print-in-a-comment.jpg",
        with_segments(&[segment(0xfe, &[b"%PDF-1.7\n/JS (app.alert(1))", EVIL].concat())]),
        Anew,
    );
    add(
        "drawing-in-a-text.png",
        with_chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0<svg onload='x'>", EVIL].concat()),
        Anew,
    );
    add("png-that-says.jpg", with_chunk(b"eXIf", &[b"MM\0*\0\0\0\x08GPSLongitude", EVIL].concat()), Anew);
    add("archive-behind.jpg", tail(&jpeg(300, 200), b"PK\x03\x04"), Anew);
    add("page-behind.png", tail(&png(300, 200), b"<html>"), Anew);
    add("script-behind.webp", tail(&webp(300, 200), b"*/alert(1)"), Anew);
    add(
        "where-it-was-taken.jpg",
        with_segments(&[segment(0xe1, &[b"Exif\0\0MM\0*\0\0\0\x08\0\0GPSLatitude", EVIL].concat())]),
        Anew,
    );
    add("endless-exif.jpg", with_segments(&[segment(0xe1, &endless_exif())]), Anew);
    add("broken-profile.jpg", with_segments(&[segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", EVIL].concat())]), Anew);
}

fn unusual(add: Add<'_>) {
    let deep = ImageBuffer::from_fn(200, 150, |x, y| Rgb([(x * 300) as u16, (y * 400) as u16, 9_000_u16]));
    add("sixteen-bit.png", written(&DynamicImage::ImageRgb16(deep), ImageFormat::Png), Anew);
    let clear = RgbaImage::from_fn(200, 150, |x, _| image::Rgba([9, 90, 200, x as u8]));
    add("clear.webp", written(&clear.into(), ImageFormat::WebP), Anew);
    let grey = ImageBuffer::from_fn(200, 150, |x, y| LumaA([x as u8, y as u8]));
    add("grey-and-clear.png", written(&DynamicImage::ImageLumaA8(grey), ImageFormat::Png), Anew);
    add("cmyk.jpg", include_bytes!("cmyk.jpg").to_vec(), Anew);
    add("progressive.jpg", include_bytes!("progressive.jpg").to_vec(), Anew);
    add("palette.png", include_bytes!("palette.png").to_vec(), Anew);
    add("wide-as-a-stripe.png", png(16_000, 100), Anew);
    add("moving.png", with_chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), Refused("animated"));
    add("moving-for-ever.png", with_chunk(b"acTL", &[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]), Either);
    add("moving-bomb.png", moving_bomb(), Refused("animated"));
    let frame = |_| (b"ANMF", [canvas(16_383, 16_383, 0), vec![0; 6], webp_head(0x3ffe)].concat());
    let frames: Vec<_> = (0..2_000).map(frame).collect();
    let moving = [(b"VP8X", canvas(16_383, 16_383, 2)), (b"ANIM", vec![0; 6])];
    add("moving-bomb.webp", riff(&moving.into_iter().chain(frames).collect::<Vec<_>>()), NotTaken);
    add("moving.webp", riff(&[(b"VP8X", canvas(200, 200, 2)), (b"ANIM", vec![0; 6])]), Refused("animated"));
}

/// Names that would lead somewhere, or mislead.
fn named(add: Add<'_>) {
    for name in [
        "../../../../etc/cron.d/evil.jpg",
        "..\\..\\windows\\evil.jpg",
        "nul\0byte.php\0.jpg",
        "chair\u{202e}gpj.exe",
        "\"><script>alert(1)</script>.jpg",
        "; rm -rf data; .jpg",
        "CON",
        ".htaccess",
        &"x".repeat(300),
        &"y".repeat(10_000),
        "",
    ] {
        add(name, jpeg(160, 120), Anew);
    }
}
