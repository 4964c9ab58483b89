//! The chart in the documentation: bars for what matters most, in a plain SVG that follows the reader's light or dark.

use crate::Cost;
use crate::watching::Way;
use std::fmt::Write;

/// Sizes, in pixels.
const WIDTH: usize = 720;
const LEFT: usize = 120;
/// The longest bar; beside it is room for its figure.
const LONGEST: f64 = 480.0;
const LINE: usize = 26;
const BAR: usize = 16;
const GAP: usize = 30;

/// What is shown, each by itself: a title, a unit, and where it is found.
type Panel = (&'static str, &'static str, fn(&Cost) -> f64);

const PANELS: [Panel; 3] = [
    ("Half of all bids are seen within", "ms", |cost| cost.p50_ms),
    ("Server's CPU for one buyer to see one bid, PostgreSQL included", "µs", |cost| cost.house_us + cost.postgres_us),
    ("Bytes for one buyer to see one bid, both ways", "bytes", |cost| cost.bytes),
];

/// Transparent, so that it fits whatever page it is on.
const STYLE: &str = "text { font: 14px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600 } \
                     rect { fill: #2f6f9f } \
                     @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } rect { fill: #79b8e8 } }";

/// The whole picture.
pub fn draw(measured: &[(Way, Cost)]) -> String {
    let height = PANELS.len() * (GAP + LINE * (measured.len() + 1));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title\">\n\
         <title id=\"title\">Four ways to watch an auction, compared</title>\n<style>{STYLE}</style>\n"
    );
    for (place, panel) in PANELS.iter().enumerate() {
        draw_panel(&mut svg, place * (GAP + LINE * (measured.len() + 1)) + LINE, panel, measured);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Writing to a string does not fail.
fn draw_panel(svg: &mut String, top: usize, (title, unit, of): &Panel, measured: &[(Way, Cost)]) {
    let _ = writeln!(svg, "<text class=\"title\" x=\"0\" y=\"{top}\">{title}</text>");
    let largest = measured.iter().map(|(_, cost)| of(cost)).fold(f64::MIN_POSITIVE, f64::max);
    for (line, (way, cost)) in measured.iter().enumerate() {
        let (value, middle) = (of(cost), top + LINE * (line + 1));
        let length = (value / largest * LONGEST).max(1.0);
        let (bar_top, after) = (middle - BAR + 3, LEFT as f64 + length + 8.0);
        let decimals = usize::from(value < 10.0);
        let _ = writeln!(
            svg,
            "<text x=\"0\" y=\"{middle}\">{}</text>\
             <rect x=\"{LEFT}\" y=\"{bar_top}\" width=\"{length:.1}\" height=\"{BAR}\" rx=\"2\"/>\
             <text x=\"{after:.1}\" y=\"{middle}\">{value:.decimals$} {unit}</text>",
            way.name(),
        );
    }
}
