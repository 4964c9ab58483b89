//! Vase and teapot: thrown forms, glazed and painted.

use crate::dice::Dice;
use crate::media::canvas::{Canvas, Path, Point};
use crate::media::studio::{self, FLOOR, MIDDLE};
use crate::media::tone::{GLAZES, HAMMER, INK, IVORY, LIGHT, RED, SHADE, Tone};

/// Profiles from lip to foot: radius and height as shares of the vase's own. Baluster, bottle, jar, trumpet.
const PROFILES: [&[Point]; 4] = [
    &[(0.46, 0.0), (0.36, 0.04), (0.32, 0.13), (0.72, 0.28), (1.0, 0.44), (0.82, 0.66), (0.5, 0.88), (0.56, 1.0)],
    &[(0.25, 0.0), (0.18, 0.04), (0.17, 0.3), (0.34, 0.45), (0.86, 0.64), (0.98, 0.79), (0.78, 0.93), (0.6, 1.0)],
    &[(0.56, 0.0), (0.5, 0.05), (0.84, 0.18), (1.0, 0.38), (0.9, 0.62), (0.62, 0.9), (0.58, 1.0)],
    &[(0.84, 0.0), (0.6, 0.1), (0.44, 0.3), (0.62, 0.5), (0.8, 0.66), (0.66, 0.83), (0.4, 0.93), (0.54, 1.0)],
];

/// A glazed vase.
pub fn vase(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let glaze = dice.pick(&GLAZES);
    let height = dice.between(390.0, 425.0);
    let radius = dice.between(132.0, 156.0);
    let profile = dice.pick(&PROFILES);
    let top = FLOOR - height;
    let form: Vec<Point> = profile.iter().map(|&(r, h)| (r * radius, top + h * height)).collect();
    let body = Path::lathed(MIDDLE, &form);
    let (lip, foot) = (form[0].0, form[form.len() - 1].0);

    studio::standing_shadow(canvas, MIDDLE, FLOOR, foot * 1.5);
    canvas.ellipse((MIDDLE, FLOOR), foot, foot * 0.12, glaze.dim(0.6));
    canvas.fill(&body, glaze);
    canvas.inside(&body, |canvas| painted(canvas, dice, glaze, (top + height * 0.3, top + height * 0.8), radius));
    let veil = canvas.roundness();
    canvas.fill(&body, veil);
    edge_shade(canvas, &body);
    let mouth = canvas.linear((0.0, 0.0), (1.0, 0.0), &[(0.0, SHADE.veil(0.95)), (1.0, glaze.dim(0.45))]);
    canvas.ellipse((MIDDLE, top), lip, lip * 0.2, glaze.lit(0.35));
    canvas.ellipse((MIDDLE, top + 1.5), lip - 6.0, lip * 0.2 - 4.0, mouth);
    glint(canvas, (MIDDLE - radius * 0.4, top + height * 0.46), radius * 0.2, height * 0.15);
}

/// A teapot.
pub fn teapot(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let glaze = dice.pick(&GLAZES);
    let squat = dice.between(0.9, 1.06);
    let x = MIDDLE - 8.0;
    studio::standing_shadow(canvas, x + 10.0, FLOOR, 160.0);
    let place = format!("translate({x} {FLOOR}) scale({:.2} {:.2})", 1.4 / squat, 1.34 * squat);
    canvas.group(&place, |canvas| pot(canvas, dice, glaze));
}

/// The pot about its axis, standing on zero.
fn pot(canvas: &mut Canvas, dice: &mut Dice, glaze: Tone) {
    let spout = "M100 -62C168 -70 156 -150 204 -186C212 -190 226 -180 222 -172C190 -140 212 -44 96 -22Z";
    let shaded = canvas.linear((0.0, 0.0), (0.7, 1.0), &[(0.0, glaze.lit(0.3)), (0.4, glaze), (1.0, glaze.dim(0.55))]);
    canvas.fill(spout, shaded);
    canvas.stroke("M118 -70C172 -84 170 -150 204 -180", LIGHT.veil(0.35), 5.0);
    canvas.ellipse((213.0, -180.0), 10.0, 5.0, glaze.dim(0.7));
    canvas.rod("M-104 -160C-196 -210 -226 -60 -112 -52", dice.pick(&[glaze, glaze, HAMMER]), 20.0);

    let form = [(66.0, -204.0), (104.0, -182.0), (134.0, -128.0), (130.0, -74.0), (92.0, -18.0), (78.0, 0.0)];
    let body = Path::lathed(0.0, &form);
    canvas.ellipse((0.0, 0.0), 78.0, 9.0, glaze.dim(0.6));
    canvas.fill(&body, glaze);
    canvas.inside(&body, |canvas| painted(canvas, dice, glaze, (-165.0, -52.0), 134.0));
    let veil = canvas.roundness();
    canvas.fill(&body, &veil);

    let lid = "M-66 -204C-62 -246 62 -246 66 -204Q0 -190 -66 -204Z";
    canvas.fill("M-70 -202Q0 -184 70 -202L66 -208Q0 -194 -66 -208Z", SHADE.veil(0.5));
    canvas.fill(lid, glaze);
    canvas.fill(lid, veil);
    let knob = dice.pick(&[glaze, HAMMER, INK]);
    let knob = canvas.radial((0.35, 0.3), 0.8, &[(0.0, knob.lit(0.7)), (0.5, knob), (1.0, knob.dim(0.6))]);
    canvas.ellipse((0.0, -238.0), 11.0, 7.0, glaze.dim(0.4));
    canvas.disc((0.0, -252.0), 15.0, knob);
    glint(canvas, (-52.0, -142.0), 24.0, 38.0);
}

/// The form turning away all along its outline, more on the right: a narrow neck is round too.
fn edge_shade(canvas: &mut Canvas, form: &Path) {
    canvas.inside(form, |canvas| {
        canvas.blurred(5.0, |canvas| {
            canvas.group("translate(-4 0)", |canvas| canvas.stroke(form, SHADE.veil(0.5), 10.0));
        });
    });
}

/// A window's reflection on a glaze.
fn glint(canvas: &mut Canvas, at: Point, rx: f64, ry: f64) {
    let glow =
        canvas.radial((0.5, 0.5), 0.5, &[(0.0, LIGHT.veil(0.85)), (0.4, LIGHT.veil(0.35)), (1.0, LIGHT.veil(0.0))]);
    canvas.group(&format!("translate({:.0} {:.0}) rotate(9)", at.0, at.1), |canvas| {
        canvas.ellipse((0.0, 0.0), rx, ry, glow);
    });
}

/// What the painter put between two heights of a form about the current axis: rings, a branch in blossom, a wave, a
/// second glaze running down.
fn painted(canvas: &mut Canvas, dice: &mut Dice, glaze: Tone, (top, foot): (f64, f64), radius: f64) {
    let x = if top > 0.0 { MIDDLE } else { 0.0 };
    let pale = glaze == GLAZES[3] || glaze == GLAZES[0];
    let brush = if pale { dice.pick(&[GLAZES[1], RED, GLAZES[5]]) } else { IVORY };
    let ring = |y: f64| Path::at((x - radius, y)).bend((x, y + radius * 0.2), (x + radius, y));
    match dice.roll(4) {
        0 => {
            for (at, width) in [(0.0, 3.0), (0.1, 9.0), (0.2, 3.0), (0.8, 3.0), (0.9, 9.0), (1.0, 3.0)] {
                canvas.stroke(ring(top + (foot - top) * at), brush.veil(0.9), width);
            }
            let middle = ring((top + foot) / 2.0);
            canvas.dashed(&middle, brush.veil(0.9), (foot - top) * 0.34, "5 15");
            canvas.dashed(&middle, brush.veil(0.55), (foot - top) * 0.16, "12 8");
        }
        1 => blossom(canvas, dice, brush, (x, top), (foot - top, radius)),
        2 => {
            for row in 0..4 {
                let y = top + (foot - top) * (0.18 + 0.21 * f64::from(row));
                let step = radius / 4.0;
                let crests: Vec<Point> = (1..=16)
                    .map(|i| {
                        let across = f64::from(i) * step / 2.0;
                        let sag = radius * 0.12 * (1.0 - ((across - radius) / radius).powi(2));
                        (x - radius + across, y + sag + if i % 2 == 0 { 9.0 } else { -9.0 })
                    })
                    .collect();
                let from = (x - radius, y + 9.0);
                canvas.stroke(Path::at(from).through(from, &crests), brush.veil(0.9), 6.5 - f64::from(row));
            }
        }
        _ => {
            let second = if pale { HAMMER } else { dice.pick(&[IVORY, GLAZES[4], INK.lit(0.12)]) };
            let mut run = Path::at((x - radius - 20.0, top - 400.0)).line((x - radius - 20.0, top + 30.0));
            let mut from = (x - radius - 20.0, top + 30.0);
            while from.0 < x + radius {
                let to = (from.0 + dice.between(22.0, 44.0), top + dice.between(8.0, (foot - top) * 0.85));
                run = run.curve((from.0 + 12.0, from.1), (to.0 - 12.0, to.1), to);
                from = to;
            }
            let thick = canvas.linear((0.0, 0.0), (0.0, 1.0), &[(0.7, second.veil(0.92)), (1.0, second.dim(0.2))]);
            canvas.fill(run.line((x + radius + 60.0, top - 400.0)).close(), thick);
        }
    }
}

/// A bough with leaves and blossoms, in `brush`, filling `height` below `at`.
fn blossom(canvas: &mut Canvas, dice: &mut Dice, brush: Tone, (x, top): Point, (height, radius): Point) {
    let from = (x - radius * 0.7, top + height * 1.15);
    let bough = [
        (x - radius * 0.3, top + height * 0.72),
        (x - radius * 0.05, top + height * 0.6),
        (x + radius * 0.4, top + height * 0.16),
        (x + radius * 0.62, top - height * 0.1),
    ];
    canvas.stroke(Path::at(from).through(from, &bough), brush.dim(0.15), 5.0);
    canvas.stroke(Path::at(bough[1]).bend((x - radius * 0.1, top), (x - radius * 0.34, top)), brush.dim(0.15), 3.5);
    canvas.stroke(
        Path::at(bough[1]).bend((x + radius * 0.4, top + height * 0.7), (x + radius * 0.6, top + height)),
        brush.dim(0.15),
        3.0,
    );
    let petal = if brush == IVORY { IVORY } else { brush.lit(0.25) };
    for (dx, dy, size) in [
        (0.4, 0.16, 1.0),
        (-0.34, 0.02, 0.9),
        (-0.28, 0.7, 0.8),
        (0.6, 0.98, 0.9),
        (0.05, 0.42, 1.1),
        (0.62, -0.08, 0.7),
    ] {
        let turn = dice.between(0.0, 72.0);
        let place =
            format!("translate({:.0} {:.0}) rotate({turn:.0}) scale({size})", x + dx * radius, top + dy * height);
        canvas.group(&place, |canvas| {
            for petals in ["M0 0C-16 -8 -10 -24 0 -20C10 -24 16 -8 0 0", "M0 0C2 -18 20 -20 19 -6C28 0 16 14 0 0"] {
                canvas.fill(petals, petal);
            }
            canvas.fill("M0 0C16 4 18 22 9 20C6 28 -8 20 0 0M0 0C6 18 -8 28 -12 18C-22 20 -18 2 0 0", petal);
            canvas.fill("M0 0C-14 12 -28 2 -20 -6C-22 -18 -6 -18 0 0", petal);
            canvas.disc((0.0, 0.0), 4.0, GLAZES[4]);
        });
    }
    for (dx, dy, turn) in [(-0.5, 0.9, -60), (0.22, 0.36, 20), (0.2, 0.8, 130), (-0.16, 0.24, -30)] {
        let place = format!("translate({:.0} {:.0}) rotate({turn})", x + dx * radius, top + dy * height);
        canvas.group(&place, |canvas| canvas.fill("M0 0C-12 -10 -8 -26 0 -32C8 -26 12 -10 0 0", brush.dim(0.1)));
    }
}
