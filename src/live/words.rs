//! Every "no" as its hearer hears it: what happened and what to do, in their language. A socket's actor says it to whom
//! the socket belongs, a page to its reader.

use crate::domain::Rejection;
use crate::domain::rejection::NotOpen;

/// What a refusal by the rules means. Amounts are left to whoever reads [`Rejection::minimum`] and knows the currency.
pub fn rejection(rejection: &Rejection) -> String {
    match rejection {
        Rejection::NotOpen(NotOpen::Draft) => t!("refused-not-published"),
        Rejection::NotOpen(NotOpen::Scheduled) => t!("refused-not-begun"),
        Rejection::NotOpen(NotOpen::Halted) => t!("refused-halted"),
        other => of_code(other.code()),
    }
}

/// What a code means that needs no more words than one sentence.
pub fn of_code(code: &str) -> String {
    t_code!("refused-code-", code).unwrap_or_else(|| t!("refused-somehow", code = code))
}
