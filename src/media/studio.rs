//! The studio every lot is shown in: a calm backdrop in one of the house's paper tones, light from the upper left, soft
//! shadows to the lower right.

use super::canvas::{Canvas, HEIGHT, WIDTH};
use super::tone::{INK, LIGHT, SHADE, Tone};
use crate::dice::Dice;
use std::fmt::Display;

/// Warm paper, sand, sage, linen, clay.
const BACKDROPS: [Tone; 5] =
    [Tone::hex(0xe8dfce), Tone::hex(0xdccfb6), Tone::hex(0xcdd2c1), Tone::hex(0xd9d3c6), Tone::hex(0xdcc8b7)];

const SHEET: &str = "M0 0H800V600H0Z";

/// A paper sweep: wall and floor in one, the floor lighter, for things that stand.
pub fn sweep(canvas: &mut Canvas, dice: &mut Dice) {
    let tone = dice.pick(&BACKDROPS);
    let wall = [
        (0.0, tone.dim(0.12)),
        (0.5, tone.dim(0.02)),
        (0.68, tone.dim(0.07)),
        (0.76, tone.lit(0.3)),
        (1.0, tone.lit(0.02)),
    ];
    let wall = canvas.linear((0.0, 0.0), (0.0, 1.0), &wall);
    canvas.fill(SHEET, wall);
    light(canvas);
}

/// A plain wall or table top, for things that hang or lie.
pub fn flat(canvas: &mut Canvas, dice: &mut Dice) {
    let tone = dice.pick(&BACKDROPS);
    let wall = [(0.0, tone.lit(0.35)), (1.0, tone.dim(0.12))];
    let wall = canvas.linear((0.0, 0.0), (1.0, 1.0), &wall);
    canvas.fill(SHEET, wall);
    light(canvas);
}

/// The lamp's pool on the backdrop, and the corners falling away from it.
fn light(canvas: &mut Canvas) {
    let pool = [(0.0, LIGHT.veil(0.7)), (0.55, LIGHT.veil(0.12)), (1.0, SHADE.veil(0.2))];
    let pool = canvas.radial((0.36, 0.36), 0.86, &pool);
    canvas.fill(SHEET, pool);
}

/// The shadow of something standing on the floor, `reach` wide to either side of `x`: a wide one falling to the right,
/// and a tight dark one where it touches.
pub fn standing_shadow(canvas: &mut Canvas, x: f64, y: f64, reach: f64) {
    let soft = canvas.radial((0.5, 0.5), 0.5, &[(0.0, INK.veil(0.5)), (0.45, INK.veil(0.26)), (1.0, INK.veil(0.0))]);
    canvas.ellipse((x + reach * 0.42, y + 3.0), reach * 1.75, reach * 0.27, &soft);
    canvas.ellipse((x + reach * 0.04, y), reach * 1.12, reach * 0.13, soft);
}

/// The shadow something thin casts on the wall or table behind it; `height` is how far it stands off.
pub fn lying_shadow(canvas: &mut Canvas, shape: impl Display, height: f64) {
    let across = format!("translate({} {})", height * 0.7, height);
    canvas.blurred(height * 0.6, |canvas| canvas.group(&across, |canvas| canvas.fill(shape, SHADE.veil(0.46))));
}

/// The sheet's middle, left to right.
pub const MIDDLE: f64 = WIDTH / 2.0;

/// Where things stand.
pub const FLOOR: f64 = HEIGHT * 0.85;
