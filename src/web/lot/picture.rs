//! A photograph as pages show it: the addresses of its prints, for a browser to choose among.

use crate::domain::PhotoId;
use crate::photos::Size;
use crate::store::photos::Photo;

/// A photograph as pages show it.
#[derive(Clone, Debug)]
pub struct Picture {
    pub id: PhotoId,
    /// What it shows, in its seller's words; empty if they did not say.
    pub alt: String,
    /// Of its prints, the smallest first.
    pub sizes: Vec<Size>,
}

impl Picture {
    /// As the books have it.
    pub fn of(photo: &Photo) -> Picture {
        Picture { id: photo.id, alt: photo.alt.clone(), sizes: photo.sizes.clone() }
    }

    fn largest(&self) -> Size {
        self.sizes.last().copied().unwrap_or(Size { width: 4, height: 3 })
    }

    /// Of its largest print, in pixels; so a page keeps the room for it.
    pub fn width(&self) -> u32 {
        self.largest().width
    }

    /// See [`width`](Self::width).
    pub fn height(&self) -> u32 {
        self.largest().height
    }

    /// The address of the smallest print whose longest side is at least this, or of the largest there is.
    pub fn src(&self, side: u32) -> String {
        let wide = self.sizes.iter().find(|size| size.width.max(size.height) >= side);
        self.address(wide.copied().unwrap_or(self.largest()).width)
    }

    /// Every print with its width, as `srcset` has it.
    pub fn srcset(&self) -> String {
        let one = |size: &Size| format!("{} {}w", self.address(size.width), size.width);
        self.sizes.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    fn address(&self, width: u32) -> String {
        format!("/photos/{}/{width}.jpg", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_browser_is_offered_every_print_by_its_width() {
        let sizes = [(240, 320), (600, 800)].map(|(width, height)| Size { width, height }).to_vec();
        let picture = Picture { id: PhotoId(Uuid::nil()), alt: String::new(), sizes };
        let at = |width: u32| format!("/photos/{}/{width}.jpg", Uuid::nil());
        assert_eq!(picture.srcset(), format!("{} 240w, {} 600w", at(240), at(600)));
        assert_eq!((picture.src(320), picture.src(321), picture.src(1_600)), (at(240), at(600), at(600)));
        assert_eq!((picture.width(), picture.height()), (600, 800));
    }
}
