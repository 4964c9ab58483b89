//! Plates: the pictures the house draws itself, for lots that have no photograph.
//!
//! [`plate`] returns one complete SVG of a lot on a studio backdrop, varied by a seed. The same motif and seed are the
//! same bytes every time, so a plate can be cached until the next release. It needs nothing else: no script, no font, no
//! reference outside itself and no `style`, so it passes the strictest content security policy. No word a person typed
//! ever gets into one; the lot's own title belongs in the page's `alt`. Show it through `<img>`: the names inside a
//! plate are its own, and two plates pasted into one page would share them.
//!
//! - [`motif`] what can be drawn, and which drawing suits a lot · [`drawings`] the drawings
//! - [`studio`] backdrop, light and shadow · [`canvas`] writes the SVG
//! - [`tone`] colours

pub mod canvas;
pub mod drawings;
pub mod motif;
pub mod studio;
pub mod tone;

pub use motif::Motif;

use crate::dice::Dice;
use canvas::Canvas;

/// The picture of `motif` that `seed` decides: an SVG document of 800 × 600 units, under 12 KB.
pub fn plate(motif: Motif, seed: u64) -> String {
    let mut canvas = Canvas::default();
    drawings::draw(motif, &mut canvas, &mut Dice::new(seed));
    canvas.finish(motif.title())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Every motif under `seeds` seeds each.
    fn plates(seeds: u64) -> impl Iterator<Item = (String, String)> {
        Motif::ALL.iter().flat_map(move |&motif| {
            (0..seeds).map(move |seed| (format!("{motif:?} of seed {seed}"), plate(motif, seed)))
        })
    }

    /// The tags of a document, without their brackets, having checked that they nest and that no text is left open.
    fn tags(svg: &str) -> Result<Vec<&str>, String> {
        let (mut open, mut tags) = (Vec::new(), Vec::new());
        for piece in svg.trim().split('<').skip(1) {
            let (tag, text) = piece.split_once('>').ok_or_else(|| format!("<{piece} is not closed"))?;
            let name = tag.split(' ').next().unwrap_or_default();
            if tag.matches('"').count() % 2 != 0 || text.contains(['>', '&']) {
                return Err(format!("<{tag}>{text}"));
            }
            match tag.strip_prefix('/') {
                Some(end) if open.pop() != Some(end) => return Err(format!("</{end}> ends nothing")),
                None if !tag.ends_with('/') => open.push(name),
                _ => {}
            }
            tags.push(tag);
        }
        if open.is_empty() { Ok(tags) } else { Err(format!("{open:?} never end")) }
    }

    /// The values of every attribute that begins with `start` and goes on to `end`.
    fn values<'s>(svg: &'s str, start: &str, end: char) -> Vec<&'s str> {
        svg.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_picture_and_another_seed_another() {
        for &motif in Motif::ALL {
            let drawn: HashSet<String> = (0..24).map(|seed| plate(motif, seed)).collect();
            assert_eq!(drawn.len(), 24, "{motif:?}");
            assert!((0..24).all(|seed| drawn.contains(&plate(motif, seed))), "{motif:?}");
        }
    }

    #[test]
    fn every_plate_is_a_well_formed_picture_of_four_by_three_with_a_title() {
        for (name, svg) in plates(40) {
            let tags = tags(&svg).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            assert!(tags[0].contains("viewBox=\"0 0 800 600\" role=\"img\""), "{name}: {}", tags[0]);
            assert_eq!(tags[1], "title", "{name}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name} has a coordinate that is no number");
        }
    }

    #[test]
    fn a_picture_that_is_not_well_formed_is_found() {
        for broken in ["<g><path/>", "<g></svg>", "<g>a & b</g>", "<g id=\"a></g>", "<g", "</g>"] {
            assert!(tags(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn every_plate_stays_under_twelve_kilobytes() {
        for (name, svg) in plates(200) {
            assert!(svg.len() < 12_000, "{name} has {} bytes", svg.len());
        }
    }

    #[test]
    fn a_plate_brings_nothing_a_strict_policy_refuses() {
        let drawn = [
            "svg",
            "title",
            "defs",
            "g",
            "use",
            "path",
            "rect",
            "circle",
            "ellipse",
            "stop",
            "linearGradient",
            "radialGradient",
            "clipPath",
            "filter",
            "feGaussianBlur",
        ];
        for (name, svg) in plates(40) {
            for tag in tags(&svg).unwrap_or_default() {
                let element = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
                assert!(drawn.contains(&element), "{name} has a <{element}>");
                for foreign in [" style=", " class=", " on", "data:", "script:", "font"] {
                    assert!(!tag.contains(foreign), "{name} has {foreign} in <{tag}>");
                }
            }
            assert_eq!(svg.matches("http").count(), 1, "{name}: only the SVG namespace is an address");
        }
    }

    #[test]
    fn a_plate_refers_only_to_what_it_defines_once() {
        for (name, svg) in plates(40) {
            let defined = values(&svg, " id=\"", '"');
            let once: HashSet<&str> = defined.iter().copied().collect();
            assert_eq!(once.len(), defined.len(), "{name} defines a name twice");
            let used = values(&svg, "url(", ')').into_iter().chain(values(&svg, "href=\"", '"'));
            for reference in used {
                let target = reference.strip_prefix('#');
                assert!(target.is_some_and(|target| once.contains(target)), "{name} refers to {reference}");
            }
        }
    }

    #[test]
    fn no_word_of_a_seller_gets_into_a_plate() {
        let title = "Oil painting <script>alert(1)</script> & \"frame\"";
        let motif = Motif::for_lot("art\"><script>", title);
        assert_eq!(motif, Motif::Painting);
        assert_eq!(plate(motif, 1), plate(Motif::Painting, 1));
        assert!(!plate(motif, 1).contains("script"));
    }
}
