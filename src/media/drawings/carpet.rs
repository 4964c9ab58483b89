//! Carpet: a quarter of the pattern, woven four times.

use crate::dice::Dice;
use crate::media::canvas::Canvas;
use crate::media::studio;
use crate::media::tone::{GLAZES, INK, IVORY, LIGHT, SHADE, Tone};

/// Madder, indigo, walnut, green, ochre: the dyes of the old workshops.
const DYES: [Tone; 5] =
    [Tone::hex(0x8a2f28), Tone::hex(0x2b3c5c), Tone::hex(0x55382a), Tone::hex(0x4b5f47), Tone::hex(0xb07f3a)];

const RUG: &str = "M-290 -196H290V196H-290Z";

/// A knotted carpet, laid flat.
pub fn carpet(canvas: &mut Canvas, dice: &mut Dice) {
    studio::flat(canvas, dice);
    let field = dice.roll(DYES.len());
    let border = (field + 1 + dice.roll(DYES.len() - 2)) % DYES.len();
    let (field, border) = (DYES[field], DYES[border]);
    let accent = dice.pick(&[GLAZES[4], GLAZES[6], GLAZES[0]]);
    canvas.group(&format!("translate(400 300) rotate({:.1})", dice.between(-2.5, 2.5)), |canvas| {
        studio::lying_shadow(canvas, "M-312 -196H312V196H-312Z", 14.0);
        for end in ["M-301 -194V194", "M301 -194V194"] {
            canvas.dashed(end, IVORY.dim(0.12), 26.0, "4 3");
            canvas.dashed(end, IVORY.dim(0.4), 26.0, "1 6");
        }
        borders(canvas, border, field, accent);
        canvas.block((-218.0, -124.0), 436.0, 248.0, 0.0, field);
        ground(canvas, dice, field, border, accent);
        medallion(canvas, dice, border, field, accent);
        weave(canvas);
    });
}

/// The main border between two guard stripes, each with its run of figures.
fn borders(canvas: &mut Canvas, border: Tone, field: Tone, accent: Tone) {
    canvas.fill(RUG, field.dim(0.35));
    frame(canvas, (283.0, 189.0), IVORY, 8.0, "");
    frame(canvas, (283.0, 189.0), field, 5.0, "9 9");
    canvas.block((-277.0, -183.0), 554.0, 366.0, 0.0, border);
    for (tone, width, length) in [(accent, 30.0, 4.0), (IVORY, 20.0, 14.0), (field.lit(0.1), 11.0, 22.0)] {
        run(canvas, tone, width, length);
    }
    frame(canvas, (252.0, 158.0), IVORY.veil(0.8), 2.0, "");
    for corner in ["-252 -158", "252 -158", "-252 158", "252 158"] {
        canvas.fill(format!("M{corner}m-13 0l13 -13l13 13l-13 13Z"), IVORY);
        canvas.fill(format!("M{corner}m-8 0l8 -8l8 8l-8 8Z"), accent);
    }
    frame(canvas, (222.0, 128.0), IVORY, 10.0, "");
    frame(canvas, (222.0, 128.0), border.dim(0.2), 5.0, "6 6");
}

fn frame(canvas: &mut Canvas, (x, y): (f64, f64), tone: Tone, width: f64, dashes: &str) {
    canvas.dashed(format!("M{} {}H{x}V{y}H{}Z", -x, -y, -x), tone, width, dashes);
}

/// One part of the border's figures, `length` of it along the border: ten to a long side and six to a short one.
fn run(canvas: &mut Canvas, tone: Tone, width: f64, length: f64) {
    for (sides, pitch) in [("M-252 -158H252M-252 158H252", 50.4), ("M-252 -158V158M252 -158V158", 316.0 / 6.0)] {
        let gap = (pitch - length) / 2.0;
        canvas.dashed(sides, tone, width, &format!("0 {gap:.2} {length} {gap:.2}"));
    }
}

/// The field's corner pieces and strewn flowers, one quarter of them.
fn ground(canvas: &mut Canvas, dice: &mut Dice, field: Tone, border: Tone, accent: Tone) {
    let corner = dice.pick(&[
        "M-218 -124H-92C-92 -98 -120 -96 -122 -76C-146 -76 -148 -52 -172 -50C-174 -30 -196 -22 -218 -20Z",
        "M-218 -124H-100L-112 -106L-130 -106V-86L-152 -86V-62L-176 -62V-40L-198 -40L-218 -20Z",
        "M-218 -124H-80Q-110 -40 -218 -20Z",
    ]);
    let strewn: Vec<(f64, f64)> = (0..5)
        .map(|i| (-190.0 + 38.0 * f64::from(i) + dice.between(-4.0, 4.0), if i % 2 == 0 { -18.0 } else { -44.0 }))
        .chain([(-66.0, -98.0), (-30.0, -106.0), (-100.0, -68.0)])
        .collect();
    canvas.repeated(&["scale(-1 1)", "scale(1 -1)", "scale(-1 -1)"], |canvas| {
        canvas.fill(corner, border);
        canvas.stroke(corner, IVORY, 3.0);
        canvas.fill("M-196 -106l14 -12l14 12l-14 12ZM-160 -108l8 -7l8 7l-8 7ZM-200 -74l8 -10l8 10l-8 10Z", accent);
        for &(x, y) in &strewn {
            canvas.fill(format!("M{x:.0} {y:.0}m0 -9l4 5l5 4l-5 4l-4 5l-4 -5l-5 -4l5 -4Z"), field.lit(0.45));
            canvas.disc((x, y), 2.5, accent);
        }
    });
}

fn medallion(canvas: &mut Canvas, dice: &mut Dice, border: Tone, field: Tone, accent: Tone) {
    let lobed = "M-118 0C-118 -22 -92 -22 -88 -34C-92 -58 -62 -62 -52 -62C-44 -84 -18 -78 0 -96\
    C18 -78 44 -84 52 -62C62 -62 92 -58 88 -34C92 -22 118 -22 118 0C118 22 92 22 88 34C92 58 62 62 52 62\
    C44 84 18 78 0 96C-18 78 -44 84 -52 62C-62 62 -92 58 -88 34C-92 22 -118 22 -118 0Z";
    let stepped = "M-126 0L-102 -18V-34H-80V-52H-56V-68H-32V-84H-14L0 -98L14 -84H32V-68H56V-52H80V-34H102V-18\
    L126 0L102 18V34H80V52H56V68H32V84H14L0 98L-14 84H-32V68H-56V52H-80V34H-102V18Z";
    let diamond = "M-136 0L0 -100L136 0L0 100Z";
    let shape = dice.pick(&[lobed, stepped, diamond]);
    for (size, tone) in [
        (1.0, IVORY),
        (0.94, border),
        (0.74, accent),
        (0.68, field.dim(0.2)),
        (0.42, IVORY),
        (0.36, border.lit(0.1)),
        (0.16, accent),
    ] {
        canvas.group(&format!("scale({size})"), |canvas| canvas.fill(shape, tone));
    }
    canvas.repeated(&["scale(-1 1)"], |canvas| {
        canvas.fill("M-118 0L-140 -14L-162 0L-140 14Z", IVORY);
        canvas.fill("M-124 0L-140 -9L-156 0L-140 9Z", border);
        canvas.disc((-92.0, 0.0), 5.0, IVORY);
    });
    for y in [-64.0, 64.0] {
        canvas.disc((0.0, y), 4.0, IVORY);
    }
}

/// Rows of knots, and the light across the pile.
fn weave(canvas: &mut Canvas) {
    canvas.dashed("M0 -196V196", INK.veil(0.1), 580.0, "1.5 2.5");
    canvas.dashed("M-290 0H290", LIGHT.veil(0.07), 392.0, "1.5 3");
    let pile = [(0.0, LIGHT.veil(0.3)), (0.45, LIGHT.veil(0.0)), (1.0, SHADE.veil(0.34))];
    let pile = canvas.linear((0.0, 0.0), (1.0, 1.0), &pile);
    canvas.fill(RUG, pile);
}
