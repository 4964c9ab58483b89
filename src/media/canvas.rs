//! A sheet to draw on: it writes SVG elements, presentation attributes only, and keeps the gradients they use.
//!
//! Everything written here comes from the project's own drawings: numbers, colours and path data. No text a person typed
//! ever reaches it, so there is nothing to escape.

use super::tone::{LIGHT, SHADE, Tone};
use std::fmt::{self, Display};

/// The sheet's width and height in its own units; 4:3, as pages show pictures.
pub const WIDTH: f64 = 800.0;
pub const HEIGHT: f64 = 600.0;

/// A number as short as it can be written without anybody seeing the difference: a tenth of a unit.
struct Short(f64);

impl Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding zero turns -0 into 0.
        ((self.0 * 10.0).round() / 10.0 + 0.0).fmt(f)
    }
}

/// A point of the sheet.
pub type Point = (f64, f64);

/// A gradient laid down with the canvas, usable as any shape's paint.
#[derive(Clone, Debug)]
pub struct Paint(String);

impl Display for Paint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The picture under way.
#[derive(Default)]
pub struct Canvas {
    defs: String,
    body: String,
    named: u32,
}

impl Canvas {
    /// The finished document, with `title` for those who do not see it.
    pub fn finish(self, title: &str) -> String {
        let Canvas { defs, body, .. } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\
             <title>{title}</title><defs>{defs}</defs>\
             <g stroke-linecap=\"round\" stroke-linejoin=\"round\">{body}</g></svg>\n"
        )
    }

    fn name(&mut self) -> String {
        self.named += 1;
        format!("p{}", self.named)
    }

    fn define(&mut self, element: &str, geometry: &str, inside: &str) -> String {
        let name = self.name();
        self.defs.push_str(&format!("<{element} id=\"{name}\"{geometry}>{inside}</{element}>"));
        name
    }

    /// A gradient along the line `from`–`to`, in shares of the painted shape's box; each stop at its share of the way.
    pub fn linear(&mut self, from: Point, to: Point, stops: &[(f64, Tone)]) -> Paint {
        let geometry = format!(" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"", from.0, from.1, to.0, to.1);
        let name = self.define("linearGradient", &geometry, &written(stops));
        Paint(format!("url(#{name})"))
    }

    /// A gradient outwards from `centre`, in shares of the painted shape's box.
    pub fn radial(&mut self, centre: Point, radius: f64, stops: &[(f64, Tone)]) -> Paint {
        let geometry = format!(" cx=\"{}\" cy=\"{}\" r=\"{radius}\"", centre.0, centre.1);
        let name = self.define("radialGradient", &geometry, &written(stops));
        Paint(format!("url(#{name})"))
    }

    /// A turned surface in the light from the left: highlight at a third, shade on the right, a little light returned.
    pub fn turned(&mut self, tone: Tone) -> Paint {
        let stops = [
            (0.0, tone.dim(0.38)),
            (0.12, tone.dim(0.1)),
            (0.3, tone.lit(0.5)),
            (0.48, tone),
            (0.84, tone.dim(0.55)),
            (1.0, tone.dim(0.36)),
        ];
        self.linear((0.0, 0.0), (1.0, 0.0), &stops)
    }

    /// The same light as a veil, to lay over a shape that already has its colours and pattern.
    pub fn roundness(&mut self) -> Paint {
        let stops = [
            (0.0, SHADE.veil(0.38)),
            (0.14, SHADE.veil(0.08)),
            (0.3, LIGHT.veil(0.42)),
            (0.5, LIGHT.veil(0.0)),
            (0.84, SHADE.veil(0.5)),
            (1.0, SHADE.veil(0.32)),
        ];
        self.linear((0.0, 0.0), (1.0, 0.0), &stops)
    }

    /// Polished metal or lacquer across the shape, from its lit corner to the far one.
    pub fn polished(&mut self, tone: Tone) -> Paint {
        let stops = [
            (0.0, tone.lit(0.65)),
            (0.3, tone.lit(0.15)),
            (0.5, tone.dim(0.35)),
            (0.68, tone.lit(0.35)),
            (1.0, tone.dim(0.5)),
        ];
        self.linear((0.0, 0.0), (1.0, 1.0), &stops)
    }

    /// Fills the shape `path`.
    pub fn fill(&mut self, path: impl Display, paint: impl Display) {
        self.body.push_str(&format!("<path d=\"{path}\" fill=\"{paint}\"/>"));
    }

    /// Fills the shape `path` upon an edge of its own, `width` wide in all, half of it showing.
    pub fn edged(&mut self, path: impl Display, paint: impl Display, edge: impl Display, width: f64) {
        self.body.push_str(&format!(
            "<path d=\"{path}\" fill=\"{paint}\" stroke=\"{edge}\" stroke-width=\"{}\" paint-order=\"stroke\"/>",
            Short(width)
        ));
    }

    /// Draws along `path`, `width` wide.
    pub fn stroke(&mut self, path: impl Display, paint: impl Display, width: f64) {
        self.dashed(path, paint, width, "");
    }

    /// Draws along `path` in the rhythm of `dashes` (lengths of dash and gap; empty for an unbroken line), blunt-ended.
    pub fn dashed(&mut self, path: impl Display, paint: impl Display, width: f64, dashes: &str) {
        let rhythm = match dashes {
            "" => String::new(),
            dashes => format!(" stroke-dasharray=\"{dashes}\" stroke-linecap=\"butt\""),
        };
        let width = Short(width);
        self.body.push_str(&format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{paint}\" stroke-width=\"{width}\"{rhythm}/>"
        ));
    }

    /// Draws a round rod along `path`: bentwood, a handle, a bow.
    pub fn rod(&mut self, path: impl Display, tone: Tone, width: f64) {
        self.stroke(&path, tone.dim(0.55), width);
        self.group("translate(-1 -1)", |canvas| canvas.stroke(&path, tone, width * 0.66));
        let lift = Short(width * -0.16);
        self.group(&format!("translate({lift} {lift})"), |canvas| canvas.stroke(&path, tone.lit(0.42), width * 0.2));
    }

    /// Fills an ellipse.
    pub fn ellipse(&mut self, centre: Point, rx: f64, ry: f64, paint: impl Display) {
        let (x, y, rx, ry) = (Short(centre.0), Short(centre.1), Short(rx), Short(ry));
        self.body.push_str(&format!("<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{rx}\" ry=\"{ry}\" fill=\"{paint}\"/>"));
    }

    /// Fills a circle.
    pub fn disc(&mut self, centre: Point, radius: f64, paint: impl Display) {
        let (x, y, r) = (Short(centre.0), Short(centre.1), Short(radius));
        self.body.push_str(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{paint}\"/>"));
    }

    /// Draws a circle's line.
    pub fn ring(&mut self, centre: Point, radius: f64, paint: impl Display, width: f64) {
        let (x, y, r, w) = (Short(centre.0), Short(centre.1), Short(radius), Short(width));
        self.body.push_str(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"none\" stroke=\"{paint}\" stroke-width=\"{w}\"/>"
        ));
    }

    /// Draws `count` short marks around a circle: minutes on a dial, milling on a rim. `share` of each step is mark.
    pub fn marks(&mut self, centre: Point, radius: f64, paint: impl Display, width: f64, count: u32, share: f64) {
        let (x, y, r, w) = (Short(centre.0), Short(centre.1), Short(radius), Short(width));
        let gap = 1.0 - share;
        self.body.push_str(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"none\" stroke=\"{paint}\" stroke-width=\"{w}\" \
             pathLength=\"{count}\" stroke-dasharray=\"{share} {gap:.2}\" stroke-linecap=\"butt\"/>"
        ));
    }

    /// Fills a rectangle from its upper left corner, the corners rounded by `round`.
    pub fn block(&mut self, corner: Point, width: f64, height: f64, round: f64, paint: impl Display) {
        let (x, y, w, h, r) = (Short(corner.0), Short(corner.1), Short(width), Short(height), Short(round));
        let rx = if round > 0.0 { format!(" rx=\"{r}\"") } else { String::new() };
        self.body.push_str(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{rx} fill=\"{paint}\"/>"));
    }

    /// Whatever `draw` draws, moved by an SVG transform list.
    pub fn group(&mut self, transform: &str, draw: impl FnOnce(&mut Canvas)) {
        self.body.push_str(&format!("<g transform=\"{transform}\">"));
        draw(self);
        self.body.push_str("</g>");
    }

    /// Whatever `draw` draws, seen only inside the shape `path`.
    pub fn inside(&mut self, path: impl Display, draw: impl FnOnce(&mut Canvas)) {
        let name = self.define("clipPath", "", &format!("<path d=\"{path}\"/>"));
        self.body.push_str(&format!("<g clip-path=\"url(#{name})\">"));
        draw(self);
        self.body.push_str("</g>");
    }

    /// Whatever `draw` draws, out of focus by `blur` units: a cast shadow, a glow.
    pub fn blurred(&mut self, blur: f64, draw: impl FnOnce(&mut Canvas)) {
        let name = self.define(
            "filter",
            " x=\"-30%\" y=\"-30%\" width=\"160%\" height=\"160%\" color-interpolation-filters=\"sRGB\"",
            &format!("<feGaussianBlur stdDeviation=\"{blur}\"/>"),
        );
        self.body.push_str(&format!("<g filter=\"url(#{name})\">"));
        draw(self);
        self.body.push_str("</g>");
    }

    /// Whatever `draw` draws, and again under each of `transforms`, written once.
    pub fn repeated(&mut self, transforms: &[&str], draw: impl FnOnce(&mut Canvas)) {
        let name = self.name();
        self.body.push_str(&format!("<g id=\"{name}\">"));
        draw(self);
        self.body.push_str("</g>");
        for transform in transforms {
            self.body.push_str(&format!("<use href=\"#{name}\" transform=\"{transform}\"/>"));
        }
    }
}

fn written(stops: &[(f64, Tone)]) -> String {
    stops.iter().map(|(at, tone)| format!("<stop offset=\"{at}\" stop-color=\"{tone}\"/>")).collect()
}

/// Path data, for shapes whose proportions the seed decides; fixed shapes are written as plain strings.
#[derive(Clone, Debug)]
pub struct Path(String);

impl Path {
    /// Begins at a point.
    pub fn at(point: Point) -> Path {
        Path(format!("M{} {}", Short(point.0), Short(point.1)))
    }

    /// A straight line on to `point`.
    pub fn line(mut self, point: Point) -> Path {
        self.0.push_str(&format!("L{} {}", Short(point.0), Short(point.1)));
        self
    }

    /// A cubic curve on to `point`.
    pub fn curve(mut self, first: Point, second: Point, point: Point) -> Path {
        let parts = [first.0, first.1, second.0, second.1, point.0, point.1].map(|part| Short(part).to_string());
        self.0.push('C');
        self.0.push_str(&parts.join(" "));
        self
    }

    /// A quadratic curve on to `point`.
    pub fn bend(mut self, pull: Point, point: Point) -> Path {
        self.0.push_str(&format!("Q{} {} {} {}", Short(pull.0), Short(pull.1), Short(point.0), Short(point.1)));
        self
    }

    /// On through `points`, smoothly (Catmull–Rom), from where the path is now: `from`.
    pub fn through(mut self, from: Point, points: &[Point]) -> Path {
        let all: Vec<Point> = std::iter::once(from).chain(points.iter().copied()).collect();
        for at in 1..all.len() {
            let (before, start, end) = (all[at.saturating_sub(2)], all[at - 1], all[at]);
            let after = all[(at + 1).min(all.len() - 1)];
            let leave = (start.0 + (end.0 - before.0) / 6.0, start.1 + (end.1 - before.1) / 6.0);
            let arrive = (end.0 - (after.0 - start.0) / 6.0, end.1 - (after.1 - start.1) / 6.0);
            self = self.curve(leave, arrive, end);
        }
        self
    }

    /// Back to the beginning.
    pub fn close(mut self) -> Path {
        self.0.push('Z');
        self
    }

    /// What a lathe makes of a profile: pairs of radius and height, from the top down, mirrored about the axis `x`.
    pub fn lathed(x: f64, profile: &[Point]) -> Path {
        let right: Vec<Point> = profile.iter().map(|&(radius, y)| (x + radius, y)).collect();
        let left: Vec<Point> = profile.iter().rev().map(|&(radius, y)| (x - radius, y)).collect();
        let (Some(&top), Some(&foot)) = (right.first(), left.first()) else { return Path(String::new()) };
        Path::at(top).through(top, &right[1..]).line(foot).through(foot, &left[1..]).close()
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_to_a_tenth_and_no_longer() {
        assert_eq!(Path::at((1.04, -0.01)).line((2.0, 3.349)).to_string(), "M1 0L2 3.3");
    }

    #[test]
    fn a_lathed_form_is_the_same_on_both_sides() {
        let form = Path::lathed(100.0, &[(10.0, 0.0), (30.0, 50.0)]).to_string();
        assert!(form.starts_with("M110 0"), "{form}");
        assert!(form.contains("130 50L70 50"), "{form}");
        assert!(form.ends_with("90 0Z"), "{form}");
    }
}
