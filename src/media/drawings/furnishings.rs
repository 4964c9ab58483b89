//! Chair and lamp.

use crate::dice::Dice;
use crate::media::canvas::{Canvas, Path};
use crate::media::studio::{self, FLOOR, MIDDLE};
use crate::media::tone::{GLAZES, INK, IVORY, LIGHT, METALS, SHADE, Tone, WOODS};

/// Runner, scrolled at both ends.
const RUNNER: &str = "M118 420C96 404 104 372 130 376C152 380 150 410 132 408M118 420C220 520 430 536 560 470\
C622 438 640 372 596 358C560 348 546 392 574 402";
/// Back post and front leg, from the runner to the top rail and the arm.
const POSTS: &str = "M246 500C270 420 262 390 246 330C228 262 226 180 240 96M520 486C500 440 504 400 516 352";
/// The arm: from the back post forwards, over, and down in a loop to the runner.
const ARM: &str = "M238 250C330 226 470 220 532 238C584 254 580 316 536 318C470 322 420 400 404 510";

/// A bentwood rocking chair with cane seat and back.
pub fn chair(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let wood = dice.pick(&WOODS);
    let cane = dice.pick(&[Tone::hex(0xd9bd86), Tone::hex(0xc9a567), IVORY]);
    let width = dice.between(12.0, 15.0);
    let rocked = format!("rotate({:.1} 384 512) translate(8 14)", dice.between(-4.0, 3.0));
    studio::standing_shadow(canvas, 390.0, FLOOR + 10.0, 190.0);
    canvas.group(&rocked, |canvas| {
        back(canvas, cane, wood, width);
        canvas.group("translate(96 -34)", |canvas| side(canvas, wood.dim(0.3), width * 0.92));
        for (from, to) in [((260.0, 452.0), (356.0, 418.0)), ((512.0, 452.0), (608.0, 418.0))] {
            canvas.rod(Path::at(from).line(to), wood.dim(0.2), 9.0);
        }
        seat(canvas, cane, wood, width);
        side(canvas, wood, width);
    });
}

fn side(canvas: &mut Canvas, wood: Tone, width: f64) {
    canvas.rod(RUNNER, wood, width);
    canvas.rod(ARM, wood, width * 0.9);
    canvas.rod(POSTS, wood, width);
}

fn back(canvas: &mut Canvas, cane: Tone, wood: Tone, width: f64) {
    let panel = "M240 100C262 60 310 44 336 66C322 146 326 228 342 298L246 332C228 262 226 180 240 100Z";
    woven(canvas, panel, cane);
    canvas.rod("M240 96C262 52 314 36 336 62", wood, width);
    canvas.rod("M246 332L342 298", wood.dim(0.1), width * 0.8);
}

fn seat(canvas: &mut Canvas, cane: Tone, wood: Tone, width: f64) {
    let panel = "M252 352C340 336 440 336 516 352L606 320C540 304 430 304 346 318Z";
    woven(canvas, panel, cane.lit(0.15));
    canvas.rod(format!("{panel}M252 352Z"), wood, width * 0.95);
}

/// Cane stretched over the shape `panel`: a see-through weave of two diagonals and two straights.
fn woven(canvas: &mut Canvas, panel: &str, cane: Tone) {
    canvas.fill(panel, cane.dim(0.45).veil(0.6));
    canvas.inside(panel, |canvas| {
        for (angle, width) in [(4, 4.0), (94, 4.0), (49, 2.4), (139, 2.4)] {
            canvas.group(&format!("rotate({angle} 400 300)"), |canvas| {
                // One wide dashed stroke is a row of parallel canes.
                canvas.dashed("M-60 300H860", cane.veil(0.9), 1000.0, &format!("{width} {:.1}", 13.0 - width));
            });
        }
        let fall = canvas.linear((0.0, 0.0), (1.0, 0.6), &[(0.0, LIGHT.veil(0.25)), (1.0, SHADE.veil(0.3))]);
        canvas.fill(panel, fall);
    });
}

/// An art deco table lamp, lit.
pub fn lamp(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let metal = dice.pick(&METALS);
    let body = dice.pick(&[metal, INK.lit(0.08), GLAZES[5], GLAZES[2]]);
    let glass = dice.pick(&[Tone::hex(0xf6d79a), Tone::hex(0xf3c583), Tone::hex(0xf4e3bd), Tone::hex(0xe9bfa0)]);
    let glow = [(0.0, glass.lit(0.4).veil(0.95)), (0.35, glass.veil(0.4)), (1.0, glass.veil(0.0))];
    let glow = canvas.radial((0.5, 0.5), 0.5, &glow);
    canvas.ellipse((MIDDLE, 225.0), 370.0, 290.0, &glow);
    studio::standing_shadow(canvas, MIDDLE, FLOOR + 4.0, 118.0);
    canvas.ellipse((MIDDLE, FLOOR - 2.0), 260.0, 34.0, glow);
    foot(canvas, dice, body, metal);
    match dice.roll(3) {
        0 => dome(canvas, glass, metal),
        1 => tiers(canvas, glass, metal),
        _ => fan(canvas, glass, metal),
    }
}

/// The stepped foot and the stem.
fn foot(canvas: &mut Canvas, dice: &mut Dice, body: Tone, metal: Tone) {
    let (turned, bright) = (canvas.turned(body), canvas.turned(metal));
    for (radius, y, high) in [(104.0, 490.0, 20.0), (80.0, 474.0, 16.0), (54.0, 460.0, 14.0)] {
        canvas.block((MIDDLE - radius, y), radius * 2.0, high, 3.0, &turned);
        canvas.block((MIDDLE - radius + 2.0, y - 1.5), radius * 2.0 - 4.0, 3.0, 1.5, &bright);
    }
    match dice.roll(3) {
        0 => canvas.block((MIDDLE - 11.0, 250.0), 22.0, 211.0, 0.0, &bright),
        1 => {
            canvas.block((MIDDLE - 7.0, 250.0), 14.0, 211.0, 0.0, &bright);
            for (y, radius) in [(344.0, 16.0), (384.0, 24.0), (428.0, 16.0)] {
                let ball =
                    canvas.radial((0.35, 0.3), 0.8, &[(0.0, body.lit(0.75)), (0.45, body), (1.0, body.dim(0.6))]);
                canvas.disc((MIDDLE, y), radius, ball);
            }
        }
        _ => {
            let column = "M378 461L388 250H412L422 461Z";
            canvas.fill(column, &turned);
            canvas.stroke("M392 452L396 256M408 452L404 256", metal.lit(0.3).veil(0.7), 2.0);
        }
    }
    canvas.block((MIDDLE - 26.0, 268.0), 52.0, 10.0, 4.0, bright);
}

/// Glass lit from within: brightest over the bulb.
fn luminous(canvas: &mut Canvas, shape: &str, glass: Tone) {
    let light = [(0.0, LIGHT.lit(1.0)), (0.35, glass.lit(0.45)), (0.75, glass), (1.0, glass.dim(0.22))];
    let light = canvas.radial((0.48, 0.72), 0.72, &light);
    canvas.fill(shape, light);
}

fn dome(canvas: &mut Canvas, glass: Tone, metal: Tone) {
    let shade = "M232 262C236 150 316 96 400 96C484 96 564 150 568 262Q400 290 232 262Z";
    canvas.ellipse((MIDDLE, 262.0), 168.0, 15.0, LIGHT);
    luminous(canvas, shade, glass);
    canvas.stroke(
        "M400 98V274M360 102Q312 150 310 271M440 102Q488 150 490 271M330 112Q252 172 256 266M470 112Q548 172 544 266",
        glass.dim(0.45).veil(0.5),
        2.0,
    );
    canvas.stroke("M232 262Q400 290 568 262", metal.lit(0.15), 6.0);
    canvas.stroke("M300 142C322 120 350 110 372 106", LIGHT.veil(0.9), 5.0);
    let cap = canvas.turned(metal);
    canvas.fill("M366 100C370 84 430 84 434 100Q400 108 366 100Z", &cap);
    canvas.block((395.0, 62.0), 10.0, 26.0, 4.0, cap);
}

fn tiers(canvas: &mut Canvas, glass: Tone, metal: Tone) {
    let cap = canvas.turned(metal);
    for tier in ["M330 118H470L478 168H322Z", "M290 172H510L520 222H280Z", "M246 226H554L566 276H234Z"] {
        luminous(canvas, tier, glass);
    }
    let ribs = "M-60 200H860";
    canvas.inside("M330 118H470L566 276H234Z", |canvas| {
        canvas.dashed(ribs, glass.dim(0.35).veil(0.3), 400.0, "2 20");
    });
    for (y, half) in [(168.0, 80.0), (222.0, 122.0), (274.0, 168.0)] {
        canvas.block((MIDDLE - half, y), half * 2.0, 6.0, 3.0, &cap);
    }
    canvas.block((MIDDLE - 74.0, 108.0), 148.0, 12.0, 4.0, &cap);
    canvas.block((MIDDLE - 30.0, 96.0), 60.0, 12.0, 4.0, &cap);
    canvas.block((MIDDLE - 6.0, 72.0), 12.0, 24.0, 4.0, cap);
}

fn fan(canvas: &mut Canvas, glass: Tone, metal: Tone) {
    let shell = "M400 276C330 276 226 236 214 182C240 176 246 164 244 150C268 152 282 142 286 126\
    C310 132 328 122 336 106C356 116 376 110 400 92C424 110 444 116 464 106C472 122 490 132 514 126\
    C518 142 532 152 556 150C554 164 560 176 586 182C574 236 470 276 400 276Z";
    luminous(canvas, shell, glass);
    for (i, x) in [226.0, 262.0, 306.0, 352.0, 400.0, 448.0, 494.0, 538.0, 574.0].into_iter().enumerate() {
        let y = [186.0, 156.0, 134.0, 114.0, 100.0, 114.0, 134.0, 156.0, 186.0][i];
        canvas.stroke(
            Path::at((x, y)).bend(((x + 1200.0) / 4.0, 230.0), (400.0, 274.0)),
            glass.dim(0.5).veil(0.45),
            2.5,
        );
    }
    canvas.stroke(shell, glass.lit(0.5).veil(0.8), 3.0);
    let knuckle = canvas.turned(metal);
    canvas.fill("M340 282C346 252 454 252 460 282Z", knuckle);
}
