//! Why a file is not taken as a photograph. Each has a code for programs; the words are the pages' own.

/// Why a file is not taken as a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// More than [`LARGEST_PHOTO`](crate::config::photos::LARGEST_PHOTO) bytes.
    #[error("too many bytes")]
    TooLarge,
    /// It has this many pixels, or unpacked it would take too much memory.
    #[error("{width} × {height} pixels are too many")]
    TooManyPixels { width: u32, height: u32 },
    /// A side is too short to show anything.
    #[error("{width} × {height} pixels are too few")]
    TooSmall { width: u32, height: u32 },
    /// A picture, of a kind that is not taken.
    #[error("a picture of another kind: {0}")]
    OtherKind(&'static str),
    /// No picture at all, whatever its name says.
    #[error("no picture")]
    NotAPicture,
    /// More than one picture in one.
    #[error("it moves")]
    Animated,
    /// It ends before its picture does.
    #[error("cut off")]
    Truncated,
    /// It begins like a picture and does not go on like one.
    #[error("damaged")]
    Damaged,
    /// More work than any photograph is.
    #[error("too much work")]
    TooIntricate,
}

impl Refusal {
    /// For programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Empty => "empty",
            Refusal::TooLarge => "too_large",
            Refusal::TooManyPixels { .. } => "too_many_pixels",
            Refusal::TooSmall { .. } => "too_small",
            Refusal::OtherKind(_) => "unsupported_picture",
            Refusal::NotAPicture => "not_a_picture",
            Refusal::Animated => "animated",
            Refusal::Truncated => "truncated",
            Refusal::Damaged => "damaged",
            Refusal::TooIntricate => "too_intricate",
        }
    }
}
