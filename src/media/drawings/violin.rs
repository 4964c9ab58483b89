//! Violin: drawn in millimetres about its own centre line, from the top of the body (0) to its foot (355).

use crate::dice::Dice;
use crate::media::canvas::Canvas;
use crate::media::studio;
use crate::media::tone::{IVORY, LIGHT, METALS, SHADE, Tone};

const BODY: &str = "M0 2C14 2 18 -2 30 0C62 4 84 28 84 62C84 92 68 108 80 126C66 132 55 150 55 172C55 196 68 214 93 222\
C86 236 104 250 104 288C104 332 60 355 0 355C-60 355 -104 332 -104 288C-104 250 -86 236 -93 222C-68 214 -55 196 -55 172\
C-55 150 -66 132 -80 126C-68 108 -84 92 -84 62C-84 28 -62 4 -30 0C-18 -2 -14 2 0 2Z";

/// Amber, chestnut, red, brown, honey.
const VARNISHES: [Tone; 5] =
    [Tone::hex(0xb4641f), Tone::hex(0x8b4419), Tone::hex(0x9c3a1d), Tone::hex(0x6b3a1e), Tone::hex(0xc68432)];
const EBONY: Tone = Tone::hex(0x262120);

/// A violin and its bow, seen from above.
pub fn violin(canvas: &mut Canvas, dice: &mut Dice) {
    studio::flat(canvas, dice);
    let varnish = dice.pick(&VARNISHES);
    let fittings = dice.pick(&[EBONY, EBONY, Tone::hex(0x5a2f1c)]);
    let tilt = dice.between(34.0, 56.0) * dice.pick(&[-1.0, 1.0]);
    let place = format!("translate(400 300) rotate({tilt:.0}) scale(.98) translate(-34 -68)");
    canvas.group(&place, |canvas| {
        canvas.group("translate(16 4) scale(.8)", |canvas| bow(canvas, varnish));
        studio::lying_shadow(canvas, BODY, 20.0);
        studio::lying_shadow(canvas, "M-14 -210H14L22 60H-22Z", 16.0);
        neck(canvas, varnish, fittings);
        belly(canvas, varnish);
        fittings_of(canvas, fittings);
    });
}

fn belly(canvas: &mut Canvas, varnish: Tone) {
    let worn = [(0.0, varnish.lit(0.42)), (0.35, varnish.lit(0.12)), (0.75, varnish), (1.0, varnish.dim(0.55))];
    let worn = canvas.radial((0.44, 0.46), 0.62, &worn);
    canvas.fill(BODY, varnish.dim(0.6));
    canvas.group("translate(0 5.5) scale(.97)", |canvas| canvas.fill(BODY, worn));
    canvas.inside(BODY, |canvas| {
        canvas.dashed("M-104 178H104", varnish.dim(0.5).veil(0.22), 370.0, "1 5 1.5 7 1 4");
        canvas.group("translate(0 11) scale(.938)", |canvas| canvas.stroke(BODY, EBONY.veil(0.75), 2.2));
    });
    let sheen = canvas.radial((0.5, 0.5), 0.5, &[(0.0, LIGHT.veil(0.5)), (1.0, LIGHT.veil(0.0))]);
    canvas.ellipse((-50.0, 62.0), 24.0, 46.0, &sheen);
    canvas.ellipse((-62.0, 286.0), 26.0, 44.0, sheen);
    for side in ["", "scale(-1 1)"] {
        canvas.group(side, |canvas| {
            canvas.stroke("M27 158C38 142 47 156 41 182C35 208 43 226 54 208", EBONY, 4.5);
            canvas.disc((28.0, 157.0), 5.0, EBONY);
            canvas.disc((53.0, 208.0), 6.0, EBONY);
            canvas.stroke("M36 184L46 186", EBONY, 2.0);
        });
    }
}

/// Pegbox, scroll and pegs.
fn neck(canvas: &mut Canvas, varnish: Tone, fittings: Tone) {
    for (x, y) in [(-40, -150), (-38, -186), (14, -166), (12, -200)] {
        canvas.group(&format!("translate({x} {y})"), |canvas| {
            let peg = canvas.polished(fittings.lit(0.12));
            canvas.block((0.0, -3.0), 28.0, 7.0, 2.0, fittings);
            canvas.ellipse((if x < 0 { -2.0 } else { 30.0 }, 0.0), 13.0, 8.0, peg);
        });
    }
    let wood = canvas.turned(varnish);
    canvas.fill("M-13 -126L-10 -196C-16 -210 -18 -234 0 -236C18 -234 16 -210 10 -196L13 -126Z", &wood);
    canvas.fill("M-6 -134L-5 -196H5L6 -134Z", SHADE.veil(0.75));
    canvas.ellipse((0.0, -219.0), 20.0, 17.0, wood);
    canvas.stroke("M-13 -219A6 6 0 1 1 -9 -213M13 -219A6 6 0 1 0 9 -213", varnish.dim(0.65), 2.5);
    canvas.ring((0.0, -219.0), 5.0, varnish.lit(0.4), 2.0);
    canvas.fill("M-15 -128L-22 14H22L15 -128Z", varnish.dim(0.3));
}

/// Fingerboard, bridge, strings, tailpiece and chin rest.
fn fittings_of(canvas: &mut Canvas, fittings: Tone) {
    let board = canvas.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[(0.0, fittings.lit(0.1)), (0.25, fittings.lit(0.32)), (0.6, fittings), (1.0, fittings.dim(0.5))],
    );
    canvas.fill("M-12 -130H12L21 96Q0 102 -21 96Z", &board);
    canvas.block((-12.0, -134.0), 24.0, 6.0, 2.0, IVORY);
    let rest = canvas.radial((0.35, 0.3), 0.8, &[(0.0, fittings.lit(0.45)), (0.4, fittings), (1.0, fittings.dim(0.5))]);
    canvas.fill("M-8 350C-6 330 -22 300 -52 298C-84 298 -96 322 -80 342C-62 356 -20 360 -8 350Z", rest);
    canvas.fill("M-5 340H5V358H-5Z", fittings.dim(0.3));
    canvas
        .group("translate(5 5)", |canvas| canvas.fill("M-17 262Q0 252 17 262L10 340Q0 346 -10 340Z", SHADE.veil(0.4)));
    canvas.fill("M-17 262Q0 252 17 262L10 340Q0 346 -10 340Z", board);
    canvas.fill(
        "M-24 204C-26 196 -20 190 -12 188Q0 184 12 188C20 190 26 196 24 204L14 205L12 198H-12L-14 205Z",
        SHADE.veil(0.45),
    );
    canvas.fill(
        "M-24 198C-26 190 -20 185 -12 183Q0 179 12 183C20 185 26 190 24 198L14 199L12 193H-12L-14 199Z",
        Tone::hex(0xd9b77c),
    );
    for (nut, bridge, tail) in [(-8, -15, -10), (-3, -5, -4), (3, 5, 4), (8, 15, 10)] {
        canvas.stroke(format!("M{nut} -130L{bridge} 184L{tail} 262"), IVORY.lit(0.3).veil(0.85), 1.4);
    }
}

fn bow(canvas: &mut Canvas, varnish: Tone) {
    let stick = "M150 392C140 200 136 0 146 -236";
    canvas.group("translate(9 13)", |canvas| canvas.stroke(format!("{stick}M160 -226L166 350"), SHADE.veil(0.22), 7.0));
    canvas.stroke("M160 -226L166 350", IVORY, 5.0);
    canvas.stroke("M160 -226L166 350", IVORY.dim(0.3), 1.0);
    canvas.rod(stick, varnish.dim(0.3), 7.0);
    canvas.fill("M143 -238L150 -238L164 -228L163 -222L145 -216Z", EBONY);
    canvas.fill("M148 336L172 340Q176 362 170 372L149 374Z", EBONY);
    canvas.disc((160.0, 356.0), 5.0, IVORY);
    canvas.stroke("M150 378V392", METALS[1], 8.0);
    canvas.dashed("M148 326L145 268", METALS[1].lit(0.3), 8.5, "2 1.5");
}
