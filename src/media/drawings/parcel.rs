//! Parcel: what the house shows when no drawing suits the lot.

use crate::dice::Dice;
use crate::media::canvas::Canvas;
use crate::media::studio::{self, FLOOR};
use crate::media::tone::{GLAZES, HAMMER, INK, IVORY, LIGHT, METALS, PAPER, RED, SHADE, Tone};

/// A parcel in wrapping paper, tied up, with the house's tag.
pub fn parcel(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let paper = dice.pick(&[Tone::hex(0xb98f5e), Tone::hex(0xa87d50), Tone::hex(0xc6a57a), Tone::hex(0x8d9a8c)]);
    let string = dice.pick(&[IVORY, RED, GLAZES[5], GLAZES[1]]);
    let (wide, high) = (dice.between(0.9, 1.12), dice.between(0.86, 1.1));
    studio::standing_shadow(canvas, 410.0, FLOOR + 2.0, 196.0 * wide);
    canvas.group(&format!("translate(400 {FLOOR}) scale({wide:.2} {high:.2})"), |canvas| {
        faces(canvas, paper);
        tie(canvas, string);
    });
    let knot_y = FLOOR - 250.0 * high;
    let swing = dice.between(-6.0, 10.0);
    canvas.group(&format!("translate({:.0} {knot_y:.0})", 400.0 + 8.0 * wide), |canvas| {
        bow(canvas, string);
        canvas.group(&format!("rotate({swing:.0})"), |canvas| tag(canvas, string));
    });
}

fn faces(canvas: &mut Canvas, paper: Tone) {
    let front = canvas.linear((0.0, 0.0), (1.0, 1.0), &[(0.0, paper.lit(0.22)), (0.5, paper), (1.0, paper.dim(0.25))]);
    let lid = canvas.linear((0.0, 0.0), (1.0, 0.6), &[(0.0, paper.lit(0.6)), (1.0, paper.lit(0.2))]);
    let end = canvas.linear((0.0, 0.0), (1.0, 1.0), &[(0.0, paper.dim(0.3)), (1.0, paper.dim(0.55))]);
    canvas.fill("M-190 -214L-110 -282H220L150 -214Z", lid);
    canvas.fill("M150 -214L220 -282V-66L150 2Z", end);
    canvas.fill("M-190 -214H150V2H-190Z", front);
    canvas.stroke("M-190 -214H150L220 -282M150 -214V0", LIGHT.veil(0.4), 2.0);
    canvas.fill("M150 -214L220 -282L190 -172Z", SHADE.veil(0.18));
    canvas.stroke("M150 -214L190 -170L220 -282M150 2L188 -60L220 -66", SHADE.veil(0.3), 1.5);
    for crease in
        ["M-190 -150L-150 -214", "M-170 2L-190 -30", "M90 2L150 -60", "M-60 -214L-90 -160L-84 -110", "M60 -120L96 -60"]
    {
        canvas.stroke(crease, LIGHT.veil(0.28), 2.0);
    }
}

fn tie(canvas: &mut Canvas, string: Tone) {
    for (path, tone) in [("M-20 2V-214L54 -282M-190 -104H150L220 -166", string), ("M-156 -244H184V-30", string)] {
        canvas.group("translate(3 4)", |canvas| canvas.stroke(path, SHADE.veil(0.3), 7.0));
        canvas.stroke(path, tone.dim(0.2), 7.0);
        canvas.dashed(path, tone.lit(0.35), 5.0, "4 5");
    }
}

fn bow(canvas: &mut Canvas, string: Tone) {
    let loops = "M0 6C-60 -60 -120 -34 -88 -4C-66 12 -30 10 0 6C40 -64 110 -52 92 -14C76 14 30 12 0 6M0 6\
    C-18 26 -50 30 -66 52M0 6C20 22 56 20 76 34";
    canvas.group("translate(4 7)", |canvas| canvas.stroke(loops, SHADE.veil(0.3), 8.0));
    canvas.rod(loops, string, 8.0);
    canvas.ellipse((0.0, 5.0), 11.0, 9.0, string.dim(0.25));
    canvas.ellipse((-2.0, 3.0), 7.0, 5.0, string.lit(0.3));
}

/// The lot tag with the house's gavel.
fn tag(canvas: &mut Canvas, string: Tone) {
    canvas.stroke("M2 10C-8 40 -40 40 -44 64", string.dim(0.2), 3.5);
    canvas.group("translate(-44 60) rotate(8)", |canvas| {
        let card = "M0 -8L44 26V176Q44 182 38 182H-38Q-44 182 -44 176V26Z";
        canvas.group("translate(7 9)", |canvas| canvas.fill(card, SHADE.veil(0.32)));
        let paper = canvas.linear((0.0, 0.0), (1.0, 1.0), &[(0.0, PAPER.lit(0.5)), (1.0, PAPER.dim(0.16))]);
        canvas.fill(card, paper);
        canvas.disc((0.0, 16.0), 8.0, METALS[0].dim(0.2));
        canvas.disc((0.0, 16.0), 4.0, SHADE);
        canvas.group("translate(0 84) rotate(-38)", |canvas| {
            canvas.block((-16.0, -22.0), 32.0, 44.0, 4.0, HAMMER);
            canvas.block((-20.0, -26.0), 40.0, 9.0, 3.0, HAMMER.dim(0.25));
            canvas.block((-20.0, 17.0), 40.0, 9.0, 3.0, HAMMER.dim(0.25));
            canvas.block((14.0, -5.0), 54.0, 10.0, 5.0, HAMMER);
        });
        canvas.stroke("M-30 142H30M-30 156H30M-30 169H8", INK.veil(0.4), 2.5);
    });
}
