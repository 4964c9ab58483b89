//! Pocket watch and ring: small things seen close.

use crate::dice::Dice;
use crate::media::canvas::{Canvas, Point};
use crate::media::studio::{self, MIDDLE};
use crate::media::tone::{INK, IVORY, LIGHT, METALS, PAPER, RED, SHADE, Tone};

const HOURS: [&str; 12] = ["XII", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"];

/// An open-faced pocket watch on its chain.
pub fn watch(canvas: &mut Canvas, dice: &mut Dice) {
    studio::flat(canvas, dice);
    let metal = dice.pick(&METALS);
    let chain = dice.pick(&[
        "M0 -262C60 -330 200 -270 236 -170C262 -96 320 -60 420 -90",
        "M0 -262C-70 -320 -200 -250 -240 -150C-262 -90 -200 -60 -214 0C-226 60 -300 80 -420 60",
        "M0 -262C80 -320 190 -240 210 -150C226 -70 300 -90 290 10C284 90 330 150 430 150",
    ]);
    let place = format!("translate({MIDDLE} 344) rotate({:.0})", dice.between(-14.0, 14.0));
    canvas.group(&place, |canvas| {
        studio::lying_shadow(canvas, "M-174 0A174 174 0 1 0 174 0A174 174 0 1 0 -174 0", 20.0);
        linked(canvas, chain, metal);
        winder(canvas, metal);
        case(canvas, metal);
        dial(canvas, dice);
    });
}

fn linked(canvas: &mut Canvas, path: &str, metal: Tone) {
    canvas.group("translate(7 10)", |canvas| canvas.stroke(path, SHADE.veil(0.22), 11.0));
    canvas.dashed(path, metal.dim(0.5), 13.0, "15 5");
    canvas.dashed(path, metal.lit(0.3), 8.0, "12 8");
    canvas.dashed(path, metal.dim(0.3), 4.0, "20");
    canvas.dashed(path, metal.lit(0.6), 2.0, "8 12");
}

/// The bow the chain hangs from, the pendant and the crown.
fn winder(canvas: &mut Canvas, metal: Tone) {
    canvas.rod("M-18 -200C-58 -222 -46 -272 0 -272C46 -272 58 -222 18 -200", metal, 13.0);
    let turned = canvas.turned(metal);
    canvas.block((-17.0, -204.0), 34.0, 36.0, 5.0, &turned);
    canvas.block((-24.0, -234.0), 48.0, 32.0, 9.0, turned);
    canvas.stroke(
        "M-16 -230V-206M-9 -231V-205M-2 -231V-205M5 -231V-205M12 -231V-205M18 -230V-206",
        metal.dim(0.6).veil(0.6),
        2.0,
    );
}

fn case(canvas: &mut Canvas, metal: Tone) {
    let polished = canvas.polished(metal);
    canvas.disc((0.0, 0.0), 174.0, &polished);
    canvas.group("rotate(180)", |canvas| canvas.disc((0.0, 0.0), 162.0, polished));
    canvas.ring((0.0, 0.0), 173.0, metal.dim(0.5).veil(0.7), 1.5);
    canvas.disc((0.0, 0.0), 149.0, metal.dim(0.65));
}

fn dial(canvas: &mut Canvas, dice: &mut Dice) {
    let face = dice.pick(&[PAPER, IVORY, Tone::hex(0xe3e3dc)]);
    let steel = dice.pick(&[Tone::hex(0x26344f), INK, Tone::hex(0x7a4b12)]);
    let enamel = [(0.0, face.lit(0.7)), (0.75, face), (1.0, face.dim(0.25))];
    let enamel = canvas.radial((0.4, 0.36), 0.75, &enamel);
    canvas.disc((0.0, 0.0), 146.0, enamel);
    canvas.marks((0.0, 0.0), 134.0, INK.veil(0.8), 7.0, 60, 0.14);
    canvas.ring((0.0, 0.0), 130.0, INK.veil(0.5), 1.0);
    for (hour, numeral) in HOURS.iter().enumerate() {
        if hour != 6 {
            canvas.group(&format!("rotate({}) translate(0 -105)", hour * 30), |canvas| {
                canvas.stroke(roman(numeral), INK, 3.2);
            });
        }
    }
    canvas.disc((0.0, 74.0), 36.0, face.dim(0.06));
    canvas.ring((0.0, 74.0), 36.0, INK.veil(0.55), 1.2);
    canvas.marks((0.0, 74.0), 31.0, INK.veil(0.8), 5.0, 12, 0.12);
    let (hour, minute, second) = (dice.roll(12) as f64, dice.between(2.0, 58.0), dice.between(0.0, 360.0));
    canvas.group(&format!("rotate({second:.0} 0 74)"), |canvas| canvas.stroke("M0 84V48", RED, 2.0));
    canvas.group("translate(4 6)", |canvas| hands(canvas, SHADE.veil(0.2), hour, minute));
    hands(canvas, steel, hour, minute);
    canvas.disc((0.0, 0.0), 7.0, METALS[0]);
    canvas.disc((-1.5, -1.5), 3.0, METALS[0].lit(0.7));
    canvas.fill(
        "M-120 -62C-92 -122 -30 -142 24 -134C-36 -118 -84 -80 -112 -14C-126 -22 -126 -46 -120 -62Z",
        LIGHT.veil(0.38),
    );
}

/// Breguet hands: a ring near the tip.
fn hands(canvas: &mut Canvas, tone: Tone, hour: f64, minute: f64) {
    canvas.group(&format!("rotate({:.1})", hour * 30.0 + minute / 2.0), |canvas| {
        canvas.fill("M-4 16L-3 -50H3L4 16ZM-3 -66L0 -92L3 -66Z", tone);
        canvas.ring((0.0, -58.0), 8.0, tone, 4.0);
    });
    canvas.group(&format!("rotate({:.1})", minute * 6.0), |canvas| {
        canvas.fill("M-3 22L-2 -88H2L3 22ZM-2.5 -100L0 -128L2.5 -100Z", tone);
        canvas.ring((0.0, -94.0), 6.0, tone, 3.0);
    });
}

/// A roman numeral in strokes, 26 high, centred: plates carry no fonts.
fn roman(numeral: &str) -> String {
    let advance = |letter: char| if letter == 'I' { 8 } else { 17 };
    let mut x = -numeral.chars().map(advance).sum::<i32>() / 2;
    let mut path = String::new();
    for letter in numeral.chars() {
        let stroke = match letter {
            'I' => format!("M{} -13v26", x + 4),
            'V' => format!("M{} -13l6 26l6 -26", x + 2),
            _ => format!("M{} -13l12 26m0 -26l-12 26", x + 2),
        };
        path.push_str(&stroke);
        x += advance(letter);
    }
    path
}

/// Diamond, sapphire, ruby, emerald, amethyst, citrine.
const STONES: [Tone; 6] = [
    Tone::hex(0xc6d3d8),
    Tone::hex(0x2a4b92),
    Tone::hex(0xa01f36),
    Tone::hex(0x1f7a55),
    Tone::hex(0x6e4a8c),
    Tone::hex(0xc9862b),
];

/// A ring, standing, its stone to the light.
pub fn ring(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let metal = dice.pick(&METALS);
    let stone = dice.pick(&STONES);
    let wide = dice.between(20.0, 30.0);
    studio::standing_shadow(canvas, MIDDLE + 6.0, 506.0, 92.0);
    let fire = canvas.radial((0.5, 0.5), 0.5, &[(0.0, stone.lit(0.5).veil(0.7)), (1.0, stone.veil(0.0))]);
    canvas.group("rotate(-4 560 512)", |canvas| canvas.ellipse((580.0, 514.0), 74.0, 12.0, fire));
    band(canvas, metal, wide);
    canvas.group(&format!("translate({MIDDLE} 216)"), |canvas| match dice.roll(3) {
        0 => brilliant(canvas, stone, metal),
        1 => stepped(canvas, stone, metal),
        _ => cabochon(canvas, stone, metal),
    });
}

/// The hoop: its far inner side in the dark, its near edge in the light.
fn band(canvas: &mut Canvas, metal: Tone, wide: f64) {
    let at: Point = (MIDDLE, 372.0);
    let inner = [(0.0, metal.dim(0.75)), (0.6, metal.dim(0.3)), (1.0, metal.lit(0.5))];
    let inner = canvas.linear((0.0, 0.0), (1.0, 1.0), &inner);
    canvas.ring((at.0 + 9.0, at.1 - 3.0), 122.0, inner, wide);
    let outer = [
        (0.0, metal.lit(0.3)),
        (0.2, metal.lit(0.85)),
        (0.36, metal),
        (0.6, metal.dim(0.5)),
        (0.78, metal.lit(0.45)),
        (1.0, metal.dim(0.45)),
    ];
    let outer = canvas.linear((0.0, 0.1), (1.0, 0.9), &outer);
    canvas.ring(at, 124.0, outer, wide * 0.8);
    canvas.ring(at, 124.0 + wide * 0.4, metal.dim(0.6).veil(0.6), 1.5);
    canvas.ring(at, 124.0 - wide * 0.4, metal.lit(0.7).veil(0.8), 1.5);
}

/// A brilliant from the side, in claws.
fn brilliant(canvas: &mut Canvas, stone: Tone, metal: Tone) {
    let facets: [(&str, Tone); 11] = [
        ("M-50 -84L-92 -46H-44L-24 -84Z", stone.lit(0.45)),
        ("M-24 -84L-44 -46H0L0 -84Z", stone.lit(0.8)),
        ("M0 -84V-46H44L24 -84Z", stone.lit(0.25)),
        ("M24 -84L44 -46H92L50 -84Z", stone.dim(0.2)),
        ("M-92 -46L0 44L-60 -46Z", stone.dim(0.1)),
        ("M-60 -46L0 44L-26 -46Z", stone.lit(0.6)),
        ("M-26 -46L0 44L4 -46Z", stone.dim(0.35)),
        ("M4 -46L0 44L32 -46Z", stone.lit(0.3)),
        ("M32 -46L0 44L62 -46Z", stone.dim(0.5)),
        ("M62 -46L0 44L92 -46Z", stone.dim(0.2)),
        ("M-50 -84L-18 -94H18L50 -84Z", stone.lit(0.9)),
    ];
    claws(canvas, metal.dim(0.25));
    for (facet, tone) in facets {
        canvas.fill(facet, tone);
    }
    canvas.stroke("M-92 -46H92M-50 -84L-92 -46L0 44L92 -46L50 -84", LIGHT.veil(0.5), 1.5);
    canvas.rod("M-92 -54C-84 0 -52 30 -34 56M92 -54C84 0 52 30 34 56", metal, 9.0);
    spark(canvas, (-34.0, -66.0));
}

fn claws(canvas: &mut Canvas, metal: Tone) {
    canvas.rod("M-40 -52C-32 0 -22 30 -12 56M40 -52C32 0 22 30 12 56", metal, 8.0);
    canvas.rod("M-62 22H62", metal, 8.0);
}

/// A step cut from above: octagons within each other.
fn stepped(canvas: &mut Canvas, stone: Tone, metal: Tone) {
    canvas.rod("M-54 26L-40 58M54 26L40 58", metal.dim(0.2), 14.0);
    let setting = canvas.polished(metal);
    canvas.fill("M-66 -92H66L94 -66V12L66 38H-66L-94 12V-66Z", setting);
    let sides = [
        ("M-60 -84H60L34 -52H-34Z", stone.lit(0.6)),
        ("M-60 -84L-86 -62L-50 -40L-34 -52Z", stone.lit(0.4)),
        ("M-86 -62V8L-50 -14V-40Z", stone.lit(0.2)),
        ("M-86 8L-60 30L-34 -2L-50 -14Z", stone.dim(0.15)),
        ("M-60 30H60L34 -2H-34Z", stone.dim(0.45)),
        ("M60 30L86 8L50 -14L34 -2Z", stone.dim(0.6)),
        ("M86 8V-62L50 -40V-14Z", stone.dim(0.3)),
        ("M86 -62L60 -84L34 -52L50 -40Z", stone.lit(0.1)),
    ];
    for (side, tone) in sides {
        canvas.fill(side, tone);
    }
    let table = "M-34 -52H34L50 -40V-14L34 -2H-34L-50 -14V-40Z";
    let glass = canvas.linear((0.0, 0.0), (1.0, 1.0), &[(0.0, stone.lit(0.65)), (0.5, stone), (1.0, stone.dim(0.5))]);
    canvas.fill(table, glass);
    canvas.stroke("M-74 -74H74L74 20H-74ZM-34 -52H34L50 -40V-14L34 -2H-34L-50 -14V-40Z", LIGHT.veil(0.3), 1.5);
    for corner in [(-76.0, -76.0), (76.0, -76.0), (-76.0, 22.0), (76.0, 22.0)] {
        canvas.disc(corner, 8.0, metal.dim(0.3));
        canvas.disc((corner.0 - 1.5, corner.1 - 1.5), 5.0, metal.lit(0.5));
    }
    spark(canvas, (-24.0, -40.0));
}

/// A polished dome in a beaded collet.
fn cabochon(canvas: &mut Canvas, stone: Tone, metal: Tone) {
    canvas.rod("M-54 20L-38 58M54 20L38 58", metal.dim(0.2), 14.0);
    let collet = canvas.polished(metal);
    canvas.ellipse((0.0, -26.0), 98.0, 70.0, collet);
    for bead in 0..28 {
        let (sin, cos) = (f64::from(bead) * std::f64::consts::TAU / 28.0).sin_cos();
        canvas.disc((cos * 93.0, -26.0 + sin * 65.0), 6.5, metal.lit(0.35 - (cos + sin) * 0.25));
    }
    let dome =
        [(0.0, stone.lit(0.85)), (0.22, stone.lit(0.3)), (0.6, stone), (0.88, stone.dim(0.6)), (1.0, stone.lit(0.1))];
    let dome = canvas.radial((0.34, 0.3), 0.85, &dome);
    canvas.ellipse((0.0, -26.0), 84.0, 57.0, dome);
    canvas.ellipse((-32.0, -50.0), 20.0, 9.0, LIGHT.veil(0.75));
    canvas.stroke("M-46 6C-20 24 30 26 58 -4", LIGHT.veil(0.3), 4.0);
}

fn spark(canvas: &mut Canvas, (x, y): Point) {
    canvas.group(&format!("translate({x} {y})"), |canvas| {
        canvas.fill("M0 -22Q1 -1 22 0Q1 1 0 22Q-1 1 -22 0Q-1 -1 0 -22Z", LIGHT.veil(0.95));
    });
}
