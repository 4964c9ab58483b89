//! Painting and book: works on canvas and on paper.

use crate::dice::Dice;
use crate::media::canvas::{Canvas, Path, Point, WIDTH};
use crate::media::studio;
use crate::media::tone::{GLAZES, HAMMER, INK, IVORY, LIGHT, METALS, RED, SHADE, Tone, WOODS};

/// Sky above, sky at the horizon, land: morning, noon, evening, moonlight.
const HOURS: [[Tone; 3]; 4] = [
    [Tone::hex(0x8fa9b5), Tone::hex(0xf0d9b4), Tone::hex(0x5d6b4a)],
    [Tone::hex(0x6f98b4), Tone::hex(0xe6e6d8), Tone::hex(0x5f7440)],
    [Tone::hex(0x5a5f86), Tone::hex(0xeba56b), Tone::hex(0x4a4433)],
    [Tone::hex(0x232f45), Tone::hex(0x7f92a0), Tone::hex(0x263238)],
];

/// The picture within its frame: left, top, right, bottom.
const PICTURE: (f64, f64, f64, f64) = (196.0, 142.0, 604.0, 446.0);

/// A landscape in a moulded frame.
pub fn painting(canvas: &mut Canvas, dice: &mut Dice) {
    studio::flat(canvas, dice);
    let frame = dice.pick(&[METALS[0], METALS[0], WOODS[0], WOODS[2], METALS[2]]);
    studio::lying_shadow(canvas, "M122 68H678V520H122Z", 26.0);
    moulding(canvas, frame, 74.0, 0.0);
    moulding(canvas, frame.dim(0.25), 58.0, 0.15);
    moulding(canvas, frame, 30.0, 0.05);
    moulding(canvas, IVORY.dim(0.08), 12.0, 0.0);
    let (left, top, right, bottom) = PICTURE;
    let view = format!("M{left} {top}H{right}V{bottom}H{left}Z");
    canvas.inside(&view, |canvas| landscape(canvas, dice));
    canvas.stroke(format!("M{left} {bottom}V{top}H{right}"), SHADE.veil(0.5), 5.0);
    canvas.fill("M196 142H420L250 446H196Z", LIGHT.veil(0.08));
}

/// Four mitred strips around the picture, `wide` beyond its edge; the light falls on the upper and left faces.
fn moulding(canvas: &mut Canvas, tone: Tone, wide: f64, turn: f64) {
    let (l, t, r, b) = PICTURE;
    let strip = |from: Point, to: Point, back: Point, end: Point| Path::at(from).line(to).line(back).line(end).close();
    let (ol, ot, or, ob) = (l - wide, t - wide, r + wide, b + wide);
    let faces = [
        (strip((ol, ot), (or, ot), (r, t), (l, t)), (0.0, 1.0), 0.4 - turn),
        (strip((ol, ot), (l, t), (l, b), (ol, ob)), (1.0, 0.0), 0.28 - turn),
        (strip((or, ot), (or, ob), (r, b), (r, t)), (1.0, 0.0), -0.25 + turn),
        (strip((ol, ob), (l, b), (r, b), (or, ob)), (0.0, 1.0), -0.4 + turn),
    ];
    for (face, across, light) in faces {
        let shown = if light > 0.0 { tone.lit(light) } else { tone.dim(-light) };
        let stops = [(0.0, shown.lit(0.25)), (0.5, shown), (1.0, shown.dim(0.3))];
        let paint = canvas.linear((0.0, 0.0), across, &stops);
        canvas.fill(face, paint);
    }
}

fn landscape(canvas: &mut Canvas, dice: &mut Dice) {
    let [high, low, land] = dice.pick(&HOURS);
    let (left, top, right, bottom) = PICTURE;
    let sky = canvas.linear((0.0, 0.0), (0.0, 1.0), &[(0.0, high), (0.62, low)]);
    canvas.block((left, top), right - left, bottom - top, 0.0, sky);
    let sun = (dice.between(250.0, 540.0), dice.between(205.0, 258.0));
    let halo =
        canvas.radial((0.5, 0.5), 0.5, &[(0.0, LIGHT.veil(0.8)), (0.3, low.lit(0.4).veil(0.4)), (1.0, low.veil(0.0))]);
    canvas.disc(sun, 110.0, halo);
    canvas.disc(sun, 17.0, low.lit(0.8));
    for _ in 0..5 {
        let at = (dice.between(200.0, 600.0), dice.between(158.0, 236.0));
        canvas.ellipse(at, dice.between(40.0, 90.0), dice.between(4.0, 9.0), low.lit(0.45).veil(0.5));
    }
    for (depth, height) in [(0.25, 278.0), (0.5, 300.0), (0.72, 326.0)] {
        range(canvas, dice, low.mix(land, depth), height);
    }
    water(canvas, high.mix(low, 0.6), low, sun.0);
    sails(canvas, dice, low);
    range(canvas, dice, land.dim(0.15), 412.0);
    if dice.roll(2) == 0 {
        cottage(canvas, dice, land);
    }
    trees(canvas, dice, land.dim(0.35));
}

/// A line of hills about the height `y`, filled to the picture's foot.
fn range(canvas: &mut Canvas, dice: &mut Dice, tone: Tone, y: f64) {
    let from = (180.0, y);
    let crest: Vec<Point> = (1..=6).map(|i| (180.0 + 75.0 * f64::from(i), y + dice.between(-26.0, 14.0))).collect();
    let hills = Path::at(from).through(from, &crest).line((630.0, 460.0)).line((180.0, 460.0)).close();
    let fall = canvas.linear((0.0, 0.0), (0.0, 1.0), &[(0.0, tone.lit(0.12)), (1.0, tone.dim(0.2))]);
    canvas.fill(hills, fall);
}

fn water(canvas: &mut Canvas, tone: Tone, light: Tone, sun: f64) {
    let lake = canvas.linear((0.0, 0.0), (0.0, 1.0), &[(0.0, tone.lit(0.3)), (1.0, tone.dim(0.35))]);
    canvas.fill("M190 352C280 344 500 346 610 356V450H190Z", lake);
    for (row, half) in [(362, 30.0), (372, 18.0), (381, 40.0), (391, 24.0), (401, 34.0)] {
        canvas.dashed(format!("M{:.0} {row}H{:.0}", sun - half, sun + half), light.lit(0.6).veil(0.8), 3.0, "18 5 9 7");
    }
}

fn sails(canvas: &mut Canvas, dice: &mut Dice, light: Tone) {
    for (y, size) in [(366.0, 0.5), (384.0, 0.9)] {
        let place = format!("translate({:.0} {y}) scale({size})", dice.between(270.0, 540.0));
        canvas.group(&place, |canvas| {
            canvas.fill("M-22 0H24L16 9H-14Z", INK.veil(0.85));
            canvas.fill("M-2 -4V-54C14 -40 20 -20 21 -4Z", light.lit(0.5));
            canvas.fill("M-5 -4V-46C-14 -34 -18 -18 -19 -4Z", light.dim(0.15));
        });
    }
}

fn cottage(canvas: &mut Canvas, dice: &mut Dice, land: Tone) {
    let roof = dice.pick(&[RED, HAMMER, land.dim(0.4)]);
    canvas.group(&format!("translate({:.0} 412)", dice.between(300.0, 470.0)), |canvas| {
        canvas.fill("M-26 0V-24H30V0Z", IVORY.dim(0.12));
        canvas.fill("M10 0V-24L20 -38L30 -24V0Z", IVORY.dim(0.35));
        canvas.fill("M-32 -22L-18 -42H22L10 -22Z", roof);
        canvas.fill("M-14 -50H-6V-34H-14ZM-16 -15H-8V-6H-16ZM-2 -15H5V0H-2Z", INK.veil(0.8));
    });
}

fn trees(canvas: &mut Canvas, dice: &mut Dice, leaf: Tone) {
    let side = dice.pick(&[236.0, 560.0]);
    let poplar = dice.roll(2) == 0;
    for (dx, size) in [(-26.0, 0.8), (30.0, 0.9), (0.0, 1.25)] {
        canvas.group(&format!("translate({} 440) scale({size})", side + dx), |canvas| {
            canvas.stroke("M0 6C2 -20 -2 -40 0 -70", leaf.dim(0.5), 6.0);
            if poplar {
                canvas.fill("M0 -12C-26 -30 -18 -110 0 -168C18 -110 24 -30 0 -12Z", leaf);
                canvas.fill("M-4 -24C-18 -50 -12 -100 -2 -140C-6 -100 -8 -60 -4 -24Z", leaf.lit(0.22));
            } else {
                for (x, y, r, light) in [
                    (14.0, -86.0, 34.0, 0.0),
                    (-22.0, -88.0, 32.0, 0.08),
                    (-2.0, -118.0, 34.0, 0.14),
                    (-20.0, -104.0, 22.0, 0.18),
                ] {
                    canvas.disc((x, y), r, leaf.lit(light));
                }
            }
        });
    }
}

/// An old folio, open.
pub fn book(canvas: &mut Canvas, dice: &mut Dice) {
    studio::flat(canvas, dice);
    let leather = dice.pick(&[WOODS[0], WOODS[4], GLAZES[2], GLAZES[5], INK.lit(0.1)]);
    let paper = dice.pick(&[IVORY, Tone::hex(0xe9dcc0), Tone::hex(0xf3ead8)]);
    let ribbon = dice.pick(&[RED, GLAZES[5], GLAZES[1]]);
    canvas.group(&format!("rotate({:.1} 400 320)", dice.between(-4.0, 4.0)), |canvas| {
        let cover = "M106 158Q250 138 400 156Q550 138 694 158Q702 160 703 168L720 484Q720 494 710 495\
        Q560 484 414 506H386Q240 484 90 495Q80 494 80 484L97 168Q98 160 106 158Z";
        studio::lying_shadow(canvas, cover, 24.0);
        let hide =
            canvas.linear((0.0, 0.0), (1.0, 1.0), &[(0.0, leather.lit(0.3)), (0.4, leather), (1.0, leather.dim(0.5))]);
        canvas.fill(cover, hide);
        for depth in (0..4).rev() {
            let leaf = paper.dim(0.08 + 0.07 * f64::from(depth % 2 * 2));
            canvas.group(&format!("translate(0 {})", depth * 4), |canvas| sheet(canvas, leaf, f64::from(depth) * 3.4));
        }
        let (lit, far) = (paper.lit(0.45), paper.dim(0.5));
        let left =
            canvas.linear((0.0, 0.0), (1.0, 0.0), &[(0.0, paper), (0.6, lit), (0.86, paper.dim(0.08)), (1.0, far)]);
        let right = canvas.linear(
            (0.0, 0.0),
            (1.0, 0.0),
            &[(0.0, far.lit(0.2)), (0.12, paper), (0.4, lit), (1.0, paper.dim(0.12))],
        );
        canvas.fill(leaf(-1.0, 0.0), left);
        canvas.fill(leaf(1.0, 0.0), right);
        plate_page(canvas, dice);
        text_page(canvas, dice);
        canvas.stroke("M400 186C396 300 404 400 400 486C398 520 412 536 404 566", ribbon.dim(0.25), 11.0);
        canvas.stroke("M398 186C394 300 402 400 398 486C396 520 410 536 402 566", ribbon.lit(0.1), 7.0);
    });
}

/// Where the point `(u, v)` of a page lies: u from the fold outwards, v from head to foot. `side` is -1 left, 1 right.
fn page(side: f64, (u, v): Point) -> Point {
    let arch = |head: f64, lift: f64| head - lift * (u * std::f64::consts::PI).sin() - 14.0 * u;
    let y = arch(186.0, 22.0) * (1.0 - v) + arch(484.0, 30.0) * v;
    (WIDTH / 2.0 + side * u * (278.0 + 14.0 * v), y)
}

/// A page's outline, its fore-edge `beyond` further out.
fn leaf(side: f64, beyond: f64) -> Path {
    let along = |v: f64| move |i: i32| page(side, (f64::from(i) / 4.0 * (1.0 + beyond / 280.0), v));
    let head: Vec<Point> = (1..=4).map(along(0.0)).collect();
    let foot: Vec<Point> = (0..4).rev().map(along(1.0)).collect();
    let (start, turn) = (page(side, (0.0, 0.0)), along(1.0)(4));
    Path::at(start).through(start, &head).line(turn).through(turn, &foot).close()
}

fn sheet(canvas: &mut Canvas, tone: Tone, beyond: f64) {
    canvas.fill(leaf(-1.0, beyond), tone);
    canvas.fill(leaf(1.0, beyond), tone);
}

/// A line along a page at `v`, from `u` to `end`.
fn row(side: f64, v: f64, (u, end): (f64, f64)) -> Path {
    let at = |i: i32| page(side, (u + (end - u) * f64::from(i) / 2.0, v));
    let from = at(0);
    Path::at(from).through(from, &[at(1), at(2)])
}

fn text_page(canvas: &mut Canvas, dice: &mut Dice) {
    let print = INK.veil(0.7);
    canvas.dashed(row(1.0, 0.1, (0.28, 0.74)), INK, 8.0, "26 6 40 7 18 6");
    for line in 0..13 {
        let v = 0.2 + 0.056 * f64::from(line);
        let from = if line < 4 { 0.34 } else { 0.13 };
        let to = if line == 12 { 0.5 } else { 0.87 };
        let words: Vec<String> = (0..6).map(|_| format!("{:.0} 4", dice.between(6.0, 26.0))).collect();
        canvas.dashed(row(1.0, v, (from, to)), print, 4.0, &words.join(" "));
    }
    let corner = |u: f64, v: f64| page(1.0, (u, v));
    let initial =
        Path::at(corner(0.13, 0.18)).line(corner(0.31, 0.18)).line(corner(0.31, 0.36)).line(corner(0.13, 0.36));
    canvas.fill(initial.close(), RED);
    let (x, y) = corner(0.22, 0.27);
    canvas.group(&format!("translate({x:.0} {y:.0})"), |canvas| {
        canvas.stroke("M-12 18V-16M-12 -16C18 -22 18 2 -12 2M-4 2L14 18", IVORY, 5.0);
        canvas.stroke("M-20 -22C-16 0 -22 10 -18 22M20 -22C14 -6 22 8 18 22", IVORY.veil(0.7), 1.5);
    });
}

/// The left page: a copperplate in its border, with a caption.
fn plate_page(canvas: &mut Canvas, dice: &mut Dice) {
    let corner = |u: f64, v: f64| page(-1.0, (u, v));
    let across = |v: f64| row(-1.0, v, (0.14, 0.86));
    canvas.stroke(across(0.1), INK.veil(0.75), 2.5);
    canvas.stroke(across(0.78), INK.veil(0.75), 2.5);
    canvas.stroke(Path::at(corner(0.14, 0.1)).line(corner(0.14, 0.78)), INK.veil(0.75), 2.5);
    canvas.stroke(Path::at(corner(0.86, 0.1)).line(corner(0.86, 0.78)), INK.veil(0.75), 2.5);
    canvas.dashed(row(-1.0, 0.85, (0.3, 0.7)), INK.veil(0.7), 4.0, "18 5 30 4 12 5");
    canvas.dashed(row(-1.0, 0.9, (0.38, 0.62)), INK.veil(0.6), 3.0, "12 4 20 4");
    let (x, y) = corner(0.5, 0.44);
    let subject = dice.roll(3);
    canvas.group(&format!("translate({x:.0} {y:.0}) rotate(1)"), |canvas| match subject {
        0 => herb(canvas),
        1 => ship(canvas),
        _ => heavens(canvas),
    });
}

fn herb(canvas: &mut Canvas) {
    let (line, wash) = (INK.veil(0.8), Tone::hex(0x6f8050).veil(0.7));
    canvas.stroke("M0 92C4 40 -8 0 0 -50", line, 3.0);
    for (y, size) in [(60, 1.0), (26, 0.9), (-6, 0.7)] {
        canvas.group(&format!("translate(0 {y}) scale({size})"), |canvas| {
            let leaves = "M0 0C20 -28 60 -34 78 -22C64 4 28 12 0 0ZM0 0C-20 -28 -60 -34 -78 -22C-64 4 -28 12 0 0Z";
            canvas.fill(leaves, wash);
            canvas.stroke(format!("{leaves}M0 0L62 -18M0 0L-62 -18"), line, 1.5);
        });
    }
    for turn in [0, 60, 120, 180, 240, 300] {
        canvas.group(&format!("translate(0 -62) rotate({turn})"), |canvas| {
            canvas.fill("M0 0C-14 -12 -12 -32 0 -36C12 -32 14 -12 0 0Z", RED.veil(0.75));
        });
    }
    canvas.disc((0.0, -62.0), 8.0, GLAZES[4]);
}

fn ship(canvas: &mut Canvas) {
    let line = INK.veil(0.8);
    canvas.fill("M-70 30C-40 40 40 40 84 18L66 62H-54Z", HAMMER.veil(0.75));
    canvas.stroke("M-30 32V-84M26 32V-70M84 18L104 2M-30 -84L-70 30M26 -70L84 18", line, 2.0);
    for sail in [
        "M-62 -18C-40 -30 -16 -30 2 -20C-4 4 -4 10 2 22C-20 14 -40 14 -62 24C-54 8 -54 -4 -62 -18Z",
        "M-54 -66C-38 -74 -20 -74 -8 -68C-12 -50 -12 -42 -8 -30C-22 -36 -40 -36 -54 -28C-50 -42 -50 -52 -54 -66Z",
        "M8 -50C22 -56 40 -56 52 -48C48 -30 48 -10 54 10C40 4 20 4 6 12C12 -8 12 -30 8 -50Z",
    ] {
        canvas.fill(sail, IVORY.dim(0.1));
        canvas.stroke(sail, line, 2.0);
    }
    canvas.fill("M-30 -84L-8 -90L-30 -96Z", RED);
    for (y, shift) in [(66, 0), (78, 14), (90, 4)] {
        canvas.stroke(format!("M{} {y}q10 -9 20 0t20 0t20 0t20 0t20 0t20 0t20 0t20 0", shift - 92), line, 2.0);
    }
}

fn heavens(canvas: &mut Canvas) {
    let line = INK.veil(0.75);
    for radius in [30.0, 50.0, 70.0, 88.0] {
        canvas.ring((0.0, 0.0), radius, line, 1.6);
    }
    canvas.marks((0.0, 0.0), 82.0, line, 9.0, 72, 0.15);
    canvas.marks((0.0, 0.0), 24.0, GLAZES[4], 14.0, 12, 0.3);
    canvas.disc((0.0, 0.0), 15.0, GLAZES[4]);
    for (x, y, r, tone) in
        [(30.0, 0.0, 4.0, INK), (-25.0, 43.0, 7.0, GLAZES[1]), (34.0, -61.0, 8.0, RED), (-68.0, -16.0, 6.0, HAMMER)]
    {
        canvas.disc((x, y), r, tone);
    }
}
