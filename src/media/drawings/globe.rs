//! Globe: real coasts, coarse as an old map's, seen from above whatever meridian the seed turns to the viewer.

use crate::dice::Dice;
use crate::media::canvas::{Canvas, Path, Point};
use crate::media::studio::{self, FLOOR, MIDDLE};
use crate::media::tone::{INK, LIGHT, METALS, RED, SHADE, Tone, WOODS};

/// Half the sphere's breadth.
const RADIUS: f64 = 152.0;

/// Longitudes worth looking at: the Americas, the Atlantic, Africa and Europe, India, the East.
const MERIDIANS: [f64; 5] = [-88.0, -40.0, 18.0, 74.0, 122.0];

/// Degrees east and north around each land.
#[rustfmt::skip]
const COASTS: &[&[(i16, i16)]] = &[
    // Africa.
    &[(-6, 35), (10, 37), (11, 33), (20, 31), (32, 31), (37, 21), (43, 12), (51, 12), (47, 3), (40, -4), (40, -15),
      (35, -21), (32, -28), (26, -34), (19, -34), (15, -27), (12, -16), (13, -6), (9, 1), (9, 4), (5, 6), (-4, 5),
      (-8, 4), (-13, 9), (-17, 14), (-16, 21), (-13, 28), (-9, 32)],
    // Europe and Asia.
    &[(-9, 37), (-9, 43), (-1, 44), (-4, 48), (2, 51), (8, 54), (9, 57), (12, 54), (21, 55), (24, 58), (29, 60),
      (22, 61), (25, 65), (18, 62), (17, 57), (13, 56), (11, 59), (6, 58), (5, 62), (14, 68), (25, 71), (41, 67),
      (55, 69), (68, 69), (75, 73), (90, 75), (104, 78), (114, 74), (130, 72), (142, 73), (160, 70), (180, 69),
      (178, 64), (163, 60), (162, 56), (157, 51), (156, 58), (142, 59), (136, 54), (140, 50), (132, 43), (128, 39),
      (129, 35), (126, 35), (125, 39), (121, 39), (118, 38), (122, 36), (120, 33), (122, 30), (117, 23), (110, 21),
      (106, 19), (109, 12), (105, 9), (101, 13), (103, 2), (98, 8), (97, 16), (91, 22), (87, 21), (80, 15), (80, 10),
      (77, 8), (73, 17), (72, 21), (67, 25), (57, 26), (48, 30), (51, 25), (59, 22), (52, 16), (44, 13), (39, 21),
      (35, 28), (35, 36), (28, 36), (27, 40), (22, 37), (19, 42), (13, 45), (18, 40), (16, 38), (12, 42), (9, 44),
      (3, 43), (0, 39), (-5, 36)],
    // Britain.
    &[(-5, 50), (1, 52), (-2, 55), (-3, 58), (-6, 57), (-4, 54)],
    // North America.
    &[(-168, 66), (-156, 71), (-128, 70), (-110, 68), (-95, 69), (-85, 69), (-94, 60), (-92, 57), (-82, 55),
      (-79, 52), (-77, 56), (-77, 62), (-70, 60), (-64, 60), (-56, 52), (-65, 49), (-60, 46), (-66, 44), (-70, 42),
      (-76, 36), (-81, 31), (-80, 26), (-83, 29), (-90, 30), (-97, 27), (-97, 21), (-91, 19), (-87, 21), (-88, 16),
      (-83, 15), (-83, 10), (-78, 9), (-86, 12), (-92, 15), (-105, 20), (-112, 29), (-117, 33), (-124, 41),
      (-124, 48), (-132, 55), (-145, 60), (-153, 58), (-165, 55), (-158, 58), (-162, 60)],
    // South America.
    &[(-77, 8), (-72, 12), (-62, 10), (-51, 4), (-48, -1), (-35, -6), (-39, -16), (-41, -22), (-48, -26),
      (-54, -34), (-58, -36), (-62, -39), (-65, -44), (-66, -50), (-68, -55), (-75, -50), (-73, -40), (-71, -30),
      (-70, -18), (-76, -14), (-81, -5), (-80, 1)],
    // Greenland.
    &[(-45, 60), (-53, 67), (-58, 75), (-68, 78), (-60, 82), (-30, 83), (-20, 76), (-22, 70), (-38, 66)],
    // Australia.
    &[(114, -22), (122, -18), (130, -12), (136, -12), (140, -17), (142, -11), (146, -19), (153, -26), (150, -37),
      (144, -39), (138, -35), (131, -31), (124, -33), (115, -34)],
    // Madagascar.
    &[(49, -12), (50, -16), (47, -25), (44, -24), (44, -17)],
    // Japan.
    &[(130, 32), (136, 34), (141, 36), (142, 43), (145, 44), (140, 40), (136, 36)],
    // Borneo, Sumatra, New Guinea.
    &[(109, 1), (117, 7), (119, 1), (115, -4), (110, -3)],
    &[(95, 5), (103, -1), (105, -5), (99, 0)],
    &[(131, -1), (141, -3), (150, -10), (139, -8)],
    // Cuba.
    &[(-84, 22), (-75, 20), (-80, 23)],
];

/// Where a place appears on the sphere, its middle being zero; what lies behind is pushed out to the limb.
fn seen_at((east, north): (i16, i16), (meridian, parallel): Point) -> (Point, bool) {
    let (around, up) = ((f64::from(east) - meridian).to_radians(), f64::from(north).to_radians());
    let tip = parallel.to_radians();
    let x = up.cos() * around.sin();
    let y = tip.cos() * up.sin() - tip.sin() * up.cos() * around.cos();
    let towards_us = tip.sin() * up.sin() + tip.cos() * up.cos() * around.cos();
    let reach = if towards_us < 0.0 { RADIUS * 1.04 / x.hypot(y).max(0.01) } else { RADIUS };
    ((x * reach, -y * reach), towards_us > 0.0)
}

/// The outline of a land as the viewer sees it, its corners rounded; nothing where all of it lies behind.
fn seen(coast: &[(i16, i16)], facing: Point) -> Option<String> {
    let places: Vec<(Point, bool)> = coast.iter().map(|&place| seen_at(place, facing)).collect();
    let last = places.last().filter(|_| places.iter().any(|&(_, before_us)| before_us))?.0;
    let between = |a: Point, b: Point| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let mut outline = Path::at(between(last, places[0].0));
    for (i, &(at, _)) in places.iter().enumerate() {
        let next = places[(i + 1) % places.len()].0;
        outline = outline.bend(at, between(at, next));
    }
    Some(outline.close().to_string())
}

/// A globe in its meridian, on a turned stand.
pub fn globe(canvas: &mut Canvas, dice: &mut Dice) {
    studio::sweep(canvas, dice);
    let wood = dice.pick(&WOODS);
    let brass = dice.pick(&[METALS[0], METALS[0], METALS[2]]);
    let sea = dice.pick(&[Tone::hex(0xd9cba6), Tone::hex(0x9fb5ae), Tone::hex(0x3f6478), Tone::hex(0xc7b58c)]);
    let land = dice.pick(&[Tone::hex(0xa8783f), Tone::hex(0x7f8a56), Tone::hex(0xc39a5c)]);
    studio::standing_shadow(canvas, MIDDLE, FLOOR + 6.0, 112.0);
    stand(canvas, wood, brass);
    let facing = (dice.pick(&MERIDIANS) + dice.between(-14.0, 14.0), dice.between(4.0, 22.0));
    let map: String = COASTS.iter().filter_map(|coast| seen(coast, facing)).collect();
    let tilt = dice.pick(&[-23.5, 23.5]);
    canvas.group(&format!("translate({MIDDLE} 240) rotate({tilt})"), |canvas| {
        let arc = "M0 -172A172 172 0 0 0 0 172";
        canvas.group(if tilt < 0.0 { "" } else { "scale(-1 1)" }, |canvas| {
            canvas.rod(arc, brass, 15.0);
            canvas.dashed(arc, brass.dim(0.7).veil(0.7), 8.0, "1.5 8");
        });
        canvas.rod("M0 -182V-150M0 150V182", brass, 10.0);
        sphere(canvas, &map, sea, land);
    });
    // Light and shade do not turn with the axis.
    let light = [
        (0.0, LIGHT.veil(0.6)),
        (0.3, LIGHT.veil(0.12)),
        (0.6, SHADE.veil(0.1)),
        (0.9, SHADE.veil(0.62)),
        (1.0, SHADE.veil(0.5)),
    ];
    let light = canvas.radial((0.34, 0.3), 0.82, &light);
    canvas.disc((MIDDLE, 240.0), 152.0, light);
}

fn sphere(canvas: &mut Canvas, map: &str, sea: Tone, land: Tone) {
    canvas.disc((0.0, 0.0), 152.0, sea);
    canvas.inside("M-152 0A152 152 0 1 0 152 0A152 152 0 1 0 -152 0Z", |canvas| {
        canvas.edged(map, land, sea.dim(0.3), 6.0);
        let line = INK.veil(0.25);
        for bulge in [-130.0, -72.0, 0.0, 72.0, 130.0] {
            let pull = bulge * 4.0 / 3.0;
            canvas.stroke(Path::at((0.0, -152.0)).curve((pull, -140.0), (pull, 140.0), (0.0, 152.0)), line, 1.2);
        }
        for y in [-106.0, -56.0, 0.0, 56.0, 106.0] {
            canvas.stroke(Path::at((-160.0, y)).bend((0.0, y + 30.0), (160.0, y)), line, 1.2);
        }
        canvas.dashed("M-160 10Q0 40 160 10", RED.veil(0.6), 3.0, "8 6");
    });
}

fn stand(canvas: &mut Canvas, wood: Tone, brass: Tone) {
    let (turned, bright) = (canvas.turned(wood), canvas.turned(brass));
    let column = [(10.0, 404.0), (20.0, 416.0), (12.0, 428.0), (25.0, 446.0), (14.0, 464.0), (34.0, 478.0)];
    canvas.fill(Path::lathed(MIDDLE, &column), &turned);
    canvas.block((MIDDLE - 18.0, 420.0), 36.0, 6.0, 3.0, &bright);
    canvas.fill("M302 492C312 476 360 470 400 470C440 470 488 476 498 492Z", &turned);
    canvas.block((296.0, 490.0), 208.0, 22.0, 8.0, turned);
    canvas.block((300.0, 488.0), 200.0, 4.0, 2.0, bright);
}
