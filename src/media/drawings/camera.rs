//! Folding camera.

use crate::dice::Dice;
use crate::media::canvas::Canvas;
use crate::media::studio::{self, FLOOR, MIDDLE};
use crate::media::tone::{GLAZES, HAMMER, INK, IVORY, LIGHT, METALS, RED, SHADE, Tone};

/// A folding camera, its bed down and its bellows drawn out.
pub fn camera(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let metal = dice.pick(&[METALS[1], METALS[1], METALS[0]]);
    let leather = dice.pick(&[Tone::hex(0x2c2927), Tone::hex(0x4b2c1e), Tone::hex(0x24332f)]);
    let bellows = dice.pick(&[Tone::hex(0x7e2c26), Tone::hex(0x46413c), Tone::hex(0x6a4c36)]);
    let place = format!("translate({MIDDLE} 0) scale({} 1)", dice.pick(&[1.0, -1.0]));
    studio::standing_shadow(canvas, MIDDLE, FLOOR + 4.0, 190.0);
    canvas.group(&place, |canvas| {
        top(canvas, metal, leather);
        body(canvas, metal, leather);
        bed(canvas, metal, leather);
        folds(canvas, bellows);
        standard(canvas, dice, metal);
    });
}

fn top(canvas: &mut Canvas, metal: Tone, leather: Tone) {
    let turned = canvas.turned(metal);
    canvas.block((-50.0, 96.0), 100.0, 46.0, 6.0, &turned);
    canvas.block((-30.0, 106.0), 60.0, 26.0, 3.0, INK);
    canvas.fill("M-28 108H10L-12 130H-28Z", GLAZES[1].lit(0.4).veil(0.6));
    for x in [-140.0, 112.0] {
        canvas.block((x, 116.0), 42.0, 22.0, 4.0, &turned);
        canvas.dashed(format!("M{x} 127h42"), metal.dim(0.6).veil(0.6), 18.0, "2 3");
    }
    canvas.rod("M-86 138C-84 118 -62 118 -60 138", leather, 8.0);
}

fn body(canvas: &mut Canvas, metal: Tone, leather: Tone) {
    let hide = [(0.0, leather.lit(0.34)), (0.4, leather.lit(0.1)), (1.0, leather.dim(0.5))];
    let hide = canvas.linear((0.0, 0.0), (1.0, 1.0), &hide);
    canvas.block((-190.0, 132.0), 380.0, 302.0, 34.0, metal.dim(0.2));
    canvas.stroke("M-168 136H168", metal.lit(0.6), 6.0);
    canvas.block((-184.0, 138.0), 368.0, 290.0, 29.0, hide);
    // The grain: two wide dashed strokes crossing.
    canvas.dashed("M-176 283H176", LIGHT.veil(0.05), 280.0, "2 3");
    canvas.dashed("M0 146V420", SHADE.veil(0.2), 350.0, "2 3");
    canvas.block((-128.0, 160.0), 256.0, 268.0, 8.0, metal.dim(0.25));
    canvas.block((-122.0, 166.0), 244.0, 262.0, 5.0, INK);
}

/// The bed that folds down, its rails and its struts.
fn bed(canvas: &mut Canvas, metal: Tone, leather: Tone) {
    let plate = canvas.linear((0.0, 0.0), (0.0, 1.0), &[(0.0, INK), (0.5, metal.dim(0.45)), (1.0, metal.lit(0.25))]);
    canvas.fill("M-122 420H122L158 496H-158Z", plate);
    canvas.fill("M-158 496H158V506Q158 512 150 512H-150Q-158 512 -158 506Z", leather.dim(0.3));
    canvas.stroke("M-156 497H156", metal.lit(0.5), 2.5);
    canvas.rod("M-52 424L-70 492M52 424L70 492", metal, 7.0);
    canvas.rod("M-126 330L-142 466M126 330L142 466", metal, 7.0);
}

/// The bellows: frames that grow smaller and come lower towards the lens.
fn folds(canvas: &mut Canvas, tone: Tone) {
    for fold in 0..8 {
        let near = f64::from(fold);
        let (half, top, bottom) = (110.0 - near * 6.5, 182.0 + near * 7.0, 412.0 + near * 3.0);
        let leaf = if fold % 2 == 0 { tone.dim(0.35) } else { tone.lit(0.2) };
        let stops = [(0.0, leaf.lit(0.3)), (0.5, leaf), (1.0, leaf.dim(0.45))];
        let paint = canvas.linear((0.0, 0.0), (1.0, 0.3), &stops);
        canvas.block((-half, top), half * 2.0, bottom - top, 7.0, paint);
    }
}

/// The lens standard: shutter, lens, levers.
fn standard(canvas: &mut Canvas, dice: &mut Dice, metal: Tone) {
    let polished = canvas.polished(metal);
    let centre = (0.0, 344.0);
    canvas.fill("M-70 460L-58 250Q-56 240 -46 240H46Q56 240 58 250L70 460Z", INK.lit(0.12));
    canvas.stroke("M-70 460L-58 250Q-56 240 -46 240H46", metal.lit(0.3), 2.5);
    canvas.block((-80.0, 456.0), 160.0, 15.0, 5.0, &polished);
    canvas.disc((4.0, 350.0), 82.0, SHADE.veil(0.5));
    canvas.disc(centre, 80.0, &polished);
    canvas.disc(centre, 73.0, INK.lit(0.05));
    canvas.marks(centre, 66.0, IVORY.veil(0.9), 8.0, 36, 0.16);
    canvas.ring(centre, 56.0, metal, 5.0);
    canvas.marks(centre, 56.0, metal.dim(0.6), 5.0, 80, 0.4);
    canvas.disc(centre, 50.0, INK.dim(0.3));
    canvas.group("rotate(180 0 344)", |canvas| canvas.ring(centre, 42.0, polished, 6.0));
    let coating = dice.pick(&[Tone::hex(0x3d4f86), Tone::hex(0x5b3a6a), Tone::hex(0x2f6a6a)]);
    let glass = [(0.0, coating.lit(0.5)), (0.35, coating), (0.8, INK), (1.0, coating.dim(0.3))];
    let glass = canvas.radial((0.36, 0.32), 0.75, &glass);
    canvas.disc(centre, 37.0, glass);
    canvas.disc((2.0, 347.0), 13.0, SHADE.veil(0.75));
    canvas.ellipse((-13.0, 329.0), 11.0, 7.0, LIGHT.veil(0.85));
    canvas.ellipse((14.0, 361.0), 6.0, 4.0, HAMMER.lit(0.5).veil(0.8));
    canvas.rod("M56 284L82 262", metal, 7.0);
    canvas.disc((82.0, 262.0), 7.0, RED);
    canvas.rod("M-54 288L-76 272", metal, 6.0);
    canvas.block((-22.0, 248.0), 44.0, 11.0, 2.0, metal.lit(0.3));
}
