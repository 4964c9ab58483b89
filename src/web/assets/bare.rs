//! Scripts and styles as browsers get them: without what is only for who reads the source. Changes nothing they do.

/// A script without the comments that have lines to themselves, which are a third of its weight, and without indentation.
/// The other lines keep their numbers, so that an error in a browser names the line of the source.
pub fn script(source: &str) -> String {
    let mut inside = false;
    let mut bare = String::with_capacity(source.len());
    for line in source.lines() {
        let words = line.trim();
        let ends = words.ends_with("*/");
        let begins = words.starts_with("/**") && (ends || !words.contains("*/"));
        if !inside && !begins && !words.starts_with("//") {
            bare.push_str(&without_types(words));
        }
        bare.push('\n');
        inside = (inside || begins) && !ends;
    }
    bare
}

/// A line without the types that casts in it name.
fn without_types(line: &str) -> String {
    match (line.find("/** @"), line.find(" */ ")) {
        (Some(begin), Some(end)) if begin < end => format!("{}{}", &line[..begin], without_types(&line[end + 4..])),
        _ => line.to_owned(),
    }
}

/// A style without its comments and indentation.
pub fn style(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.filter(|line| !(line.starts_with("/*") && line.ends_with("*/"))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_sent_without_its_comments_and_with_everything_else() {
        let source = "/** What. */\nconst a = 1; // stays\n/**\n * More.\n */\n  // why\n  /** @type {X} */ (b).c(/** @type {Y} */ (e));\nd(/** e */);\n";
        assert_eq!(script(source), "\nconst a = 1; // stays\n\n\n\n\n(b).c((e));\nd(/** e */);\n");
    }

    #[test]
    fn no_script_of_ours_says_anything_over_several_lines_whose_indentation_would_count() {
        for (path, source) in super::super::packed::scripts() {
            let open = source.lines().find(|line| !line.trim().starts_with("*") && line.matches('`').count() % 2 == 1);
            assert_eq!(open, None, "{path}");
        }
    }

    #[test]
    fn a_style_is_sent_without_its_comments() {
        assert_eq!(style("/* A. */\n\na {\n  b: c; /* d */\n}\n"), "a {\nb: c; /* d */\n}");
    }
}
