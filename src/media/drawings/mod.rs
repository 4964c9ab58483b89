//! The drawings, one function a motif. Each sets its own scene on the sheet and takes its variations from the dice.

mod camera;
mod carpet;
mod furnishings;
mod globe;
mod jewels;
mod parcel;
mod vessels;
mod violin;
mod works;

use super::canvas::Canvas;
use super::motif::Motif;
use crate::dice::Dice;

/// Draws `motif`, backdrop included.
pub fn draw(motif: Motif, canvas: &mut Canvas, dice: &mut Dice) {
    match motif {
        Motif::Chair => furnishings::chair(canvas, dice),
        Motif::Lamp => furnishings::lamp(canvas, dice),
        Motif::Carpet => carpet::carpet(canvas, dice),
        Motif::Vase => vessels::vase(canvas, dice),
        Motif::Teapot => vessels::teapot(canvas, dice),
        Motif::Watch => jewels::watch(canvas, dice),
        Motif::Ring => jewels::ring(canvas, dice),
        Motif::Painting => works::painting(canvas, dice),
        Motif::Book => works::book(canvas, dice),
        Motif::Violin => violin::violin(canvas, dice),
        Motif::Camera => camera::camera(canvas, dice),
        Motif::Globe => globe::globe(canvas, dice),
        Motif::Parcel => parcel::parcel(canvas, dice),
    }
}
