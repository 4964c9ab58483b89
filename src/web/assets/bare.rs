//! Scripts and styles as browsers get them: without what is only for who reads the source. Changes nothing they do.

/// A script without comments and spaces, which are half of its weight.
pub fn script(source: &str) -> String {
    minifier::js::minify(source).to_string()
}

/// What stands between the words of a style and says nothing.
const LOOSE: [(&str, &str); 7] =
    [(": ", ":"), ("; ", ";"), (", ", ","), (" {", "{"), ("{ ", "{"), (" }", "}"), (";}", "}")];

/// A style without its comments, and without the spaces that say nothing.
pub fn style(source: &str) -> String {
    let mut parts = source.split("/*");
    let first = parts.next().unwrap_or_default();
    let rest = parts.filter_map(|part| part.split_once("*/")).map(|(_, rest)| rest);
    let uncommented: String = std::iter::once(first).chain(rest).collect();
    let line: String = uncommented.lines().map(str::trim).collect();
    LOOSE.iter().fold(line, |style, (loose, tight)| style.replace(loose, tight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::process::Command;

    /// What makes them bare is not beyond mistakes, as where a sum of signs would run together: the scripts' own tests are
    /// run on them as they are sent.
    #[test]
    fn the_scripts_as_they_are_sent_pass_the_tests_of_the_scripts_as_they_are_written() {
        let house = tempfile::tempdir().unwrap();
        let (scripts, tests) = (house.path().join("static/js"), house.path().join("tests/js"));
        fs::create_dir_all(&scripts).unwrap();
        for (path, source) in super::super::packed::scripts() {
            fs::write(house.path().join("static").join(path), script(&source)).unwrap();
        }
        fs::write(house.path().join("package.json"), "{\"type\":\"module\"}").unwrap();
        std::os::unix::fs::symlink(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"), house.path().join("tests")).unwrap();
        let run = |command: &mut Command| command.output().expect("node is there");
        for script in fs::read_dir(&scripts).unwrap().map(|entry| entry.unwrap().path()) {
            let checked = run(Command::new("node").arg("--check").arg(&script));
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        }
        let all = fs::read_dir(&tests).unwrap().map(|entry| tests.join(entry.unwrap().file_name()));
        let all = all.filter(|path| path.to_string_lossy().ends_with(".test.js"));
        // As they are linked, and not as the link leads: beside them are the scripts as they are sent.
        let ran =
            run(Command::new("node").args(["--preserve-symlinks", "--preserve-symlinks-main", "--test"]).args(all));
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
    }

    #[test]
    fn a_style_is_sent_without_its_comments_and_without_spaces_that_say_nothing() {
        let written = "/* A,\n   and B. */\n\na > b, i {\n  b: c; /* d */\n}\n@media (x: 1px) {\n  a { font: 1px \"B C\", d; }\n}\n";
        assert_eq!(style(written), "a > b,i{b:c}@media (x:1px){a{font:1px \"B C\",d}}");
    }
}
