//! A file of lots, read: comma, semicolon or tab between the columns, with or without a mark at its beginning, its columns
//! named in any language of the house. Judges nothing but the file itself.

use crate::config::sales::{LARGEST_FILE, LONGEST_LINE_NAME, MOST_COLUMNS, MOST_LOTS};
use crate::language::{Language, bare, speaking};
use crate::store::categories::Category;
use crate::web::sales::form::LotForm;
use crate::web::{categories, countries};
use csv::StringRecord;
use std::collections::HashSet;

/// The columns of a file, by their fields.
pub const COLUMNS: [&str; 8] = ["lot", "title", "description", "category", "country", "start", "reserve", "quantity"];

/// Without these, no line can be a lot.
const NEEDED: [&str; 4] = ["lot", "title", "category", "start"];

/// What may stand between two columns.
const BETWEEN: [u8; 3] = [b',', b';', b'\t'];

/// Something wrong with a line of a file, or with all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Counted from 1; the columns' names stand on the first.
    pub line: u64,
    /// What the owner calls the line, where that could be read.
    pub name: String,
    /// The column's name, where it is about one.
    pub column: String,
    pub message: String,
}

/// A line as a lot was typed.
#[derive(Clone, Debug)]
pub struct Row {
    pub line: u64,
    pub name: String,
    pub form: LotForm,
}

impl LineFault {
    /// Something wrong with all of the file, seen on this line.
    pub fn of_file(line: u64, message: String) -> LineFault {
        LineFault { line, name: String::new(), column: String::new(), message }
    }

    /// Something wrong with a field of a line.
    pub fn of_row(row: &Row, field: &str, message: String) -> LineFault {
        LineFault { line: row.line, name: row.name.clone(), column: column(field), message }
    }
}

/// A column's name in the reader's language; the field's own name if it has none.
pub fn column(field: &str) -> String {
    t_code!("sale-desk-csv-", field).unwrap_or_else(|| field.to_owned())
}

/// What is said of a file that was too large to be kept.
pub fn too_large() -> LineFault {
    LineFault::of_file(1, t!("faults-file-large", most = LARGEST_FILE / 1024))
}

/// The text of a file that was sent.
///
/// # Errors
/// Where it is not text as the house reads it, and how to save it so.
pub fn text(bytes: &[u8]) -> Result<String, LineFault> {
    let wrong = |at: usize| {
        let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        LineFault::of_file(u64::try_from(line).unwrap_or(u64::MAX), t!("faults-file-utf8"))
    };
    let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.valid_up_to()))?;
    // What was saved in two bytes a letter is full of these.
    if let Some(at) = text.find('\0') {
        return Err(wrong(at));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

/// The lines of a file, and what is wrong with them; where something is wrong with the file itself, nothing else is told.
pub fn rows(text: &str) -> (Vec<Row>, Vec<LineFault>) {
    // Lines are counted by one sign, whatever they end with.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(between(&text))
        .has_headers(true)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let places = match reader.headers().map(places) {
        Ok(Ok(places)) => places,
        Ok(Err(faults)) => return (Vec::new(), faults),
        Err(error) => {
            return (Vec::new(), vec![LineFault::of_file(1, t!("faults-file-broken", why = error.to_string()))]);
        }
    };
    let (mut rows, mut faults, mut names) = (Vec::new(), Vec::new(), HashSet::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(LineFault::of_file(line, t!("faults-file-broken", why = error.to_string())));
                continue;
            }
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        let row = row(&record, &places);
        match misnamed(&row, &record, &places, &mut names) {
            Some(fault) => faults.push(fault),
            None => rows.push(row),
        }
    }
    let most = usize::try_from(MOST_LOTS).unwrap_or(usize::MAX);
    match rows.len() + faults.len() {
        0 => faults.push(LineFault::of_file(1, t!("faults-file-empty"))),
        lines if lines > most => {
            return (Vec::new(), vec![LineFault::of_file(1, t!("faults-file-long", most = MOST_LOTS))]);
        }
        _ => {}
    }
    (rows, faults)
}

/// What stands between the columns: what the first line has most of.
fn between(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default().as_bytes();
    let count = |sign: &u8| head.iter().filter(|byte| *byte == sign).count();
    // Of equals the last would be taken: a comma goes before.
    BETWEEN.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

/// Where each field stands on a line.
struct Places {
    of: Vec<(&'static str, usize)>,
    columns: usize,
}

impl Places {
    fn get<'r>(&self, record: &'r StringRecord, field: &str) -> &'r str {
        self.given(record, field).unwrap_or_default()
    }

    /// `None` where the file has no such column.
    fn given<'r>(&self, record: &'r StringRecord, field: &str) -> Option<&'r str> {
        let place = self.of.iter().find(|(known, _)| *known == field).map(|(_, place)| *place);
        place.map(|place| record.get(place).unwrap_or_default())
    }
}

fn places(head: &StringRecord) -> Result<Places, Vec<LineFault>> {
    let (mut of, mut faults) = (Vec::<(&'static str, usize)>::new(), Vec::new());
    if head.len() > MOST_COLUMNS {
        return Err(vec![LineFault::of_file(1, t!("faults-file-wide", most = MOST_COLUMNS))]);
    }
    let wrong = |name: &str, message| {
        let column = name.chars().take(LONGEST_LINE_NAME).collect();
        LineFault { column, ..LineFault::of_file(1, message) }
    };
    for (place, name) in head.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        match field(name) {
            Some(field) if of.iter().any(|(known, _)| *known == field) => {
                faults.push(wrong(name, t!("faults-file-column-twice")));
            }
            Some(field) => of.push((field, place)),
            None => faults.push(wrong(name, t!("faults-file-column"))),
        }
    }
    for field in NEEDED.into_iter().filter(|field| !of.iter().any(|(known, _)| known == field)) {
        faults.push(wrong(&column(field), t!("faults-file-column-missing")));
    }
    if faults.is_empty() { Ok(Places { of, columns: head.len() }) } else { Err(faults) }
}

/// The field of a column, by its name in any language of the house, with or without accents.
fn field(name: &str) -> Option<&'static str> {
    let named = |field: &str| Language::ALL.map(|language| speaking(language, || column(field)));
    COLUMNS
        .into_iter()
        .find(|field| bare(name) == **field || named(field).iter().any(|known| bare(known) == bare(name)))
}

fn row(record: &StringRecord, places: &Places) -> Row {
    let text = |field| places.get(record, field).to_owned();
    let form = LotForm {
        title: text("title"),
        description: text("description"),
        category: category(&text("category")),
        country: places.given(record, "country").map(country),
        start: text("start"),
        reserve: text("reserve"),
        quantity: text("quantity"),
        ..LotForm::default()
    };
    Row { line: record.position().map_or(0, csv::Position::line), name: text("lot"), form }
}

/// The slug of a category, by the slug itself or by its name; what is neither stands as it is, and is found fault with.
fn category(typed: &str) -> String {
    let typed_bare = bare(typed);
    if categories::offers(&typed_bare) {
        return typed_bare;
    }
    let tree = categories::known();
    let is = |category: &Category| {
        let names = [&category.english, &category.spanish];
        names.into_iter().any(|name| bare(name) == typed_bare)
    };
    let known = tree.offered().map(|(_, category)| category).find(|category| is(category));
    known.map_or(typed, |category| category.slug.as_str()).to_owned()
}

/// The code of a country, by the code itself or by its name; what is neither stands as it is, and is found fault with.
fn country(typed: &str) -> String {
    countries::code(typed).unwrap_or_else(|| typed.to_owned())
}

/// Why a line cannot be told from the others.
fn misnamed(row: &Row, record: &StringRecord, places: &Places, names: &mut HashSet<String>) -> Option<LineFault> {
    if record.len() > places.columns {
        return Some(LineFault::of_row(row, "", t!("faults-line-too-many")));
    }
    if !(1..=LONGEST_LINE_NAME).contains(&row.name.chars().count()) {
        return Some(LineFault::of_row(row, "lot", t!("faults-line-name", most = LONGEST_LINE_NAME)));
    }
    (!names.insert(row.name.clone())).then(|| LineFault::of_row(row, "lot", t!("faults-line-twice")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "lot;title;category;start;reserve";

    fn read(lines: &[&str]) -> (Vec<Row>, Vec<LineFault>) {
        rows(&[&[HEAD], lines].concat().join("\r\n"))
    }

    #[test]
    fn a_file_is_read_with_any_of_the_usual_signs_between_its_columns_and_in_either_language() {
        for file in [
            "lot,title,category,start\n1,A chair,furniture,\"1,250.50\"\n",
            "\u{feff}Lote;Título;Categoría;Precio de salida\r\n1;A chair;Furniture;1.250,50\r\n",
            "LOTE\tTITULO\tCATEGORIA\tPRECIO DE SALIDA\n1\tA chair\tfurniture\t1250,50",
        ] {
            let text = text(file.as_bytes()).expect("text");
            let (rows, faults) = rows(&text);
            assert_eq!(faults, [], "{file}");
            let forms: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.form.category.as_str())).collect();
            assert_eq!(forms, [("1", "furniture")], "{file}");
        }
    }

    #[test]
    fn what_is_not_utf_8_is_refused_with_its_line() {
        let latin = b"lot;title\n1;Chair\n2;Sill\xf3n\n";
        assert_eq!(text(latin).map_err(|fault| fault.line), Err(3));
        let wide: Vec<u8> = "lot;title".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide).map_err(|fault| fault.line), Err(1));
    }

    #[test]
    fn a_column_that_is_missing_unknown_or_there_twice_is_named() {
        for (head, column) in [
            ("lot;title;category", "starting price"),
            ("lot;title;category;start;colour", "colour"),
            ("lot;title;category;start;Title", "Title"),
        ] {
            let (rows, faults) = rows(&format!("{head}\n1;A chair;furniture;5;x\n"));
            assert!(rows.is_empty(), "{head}");
            assert_eq!(faults.iter().map(|fault| fault.column.as_str()).collect::<Vec<_>>(), [column], "{head}");
        }
    }

    #[test]
    fn every_line_is_told_by_its_own_name_and_empty_ones_are_passed_over() {
        let (rows, faults) = read(&["1;A chair;furniture;5;", ";;;;", ";A table;furniture;5;", "1;A lamp;lighting;5;"]);
        assert_eq!(rows.len(), 1);
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [4, 5]);
        let (_, faults) = read(&["1;A chair;furniture;5;;;;;"]);
        assert_eq!(faults.len(), 1, "more than there are columns");
    }

    #[test]
    fn a_file_without_lines_or_with_too_many_is_refused_whole() {
        assert_eq!(read(&[]).1.len(), 1);
        let lines: Vec<String> = (0..=MOST_LOTS).map(|number| format!("{number};A chair;furniture;5;")).collect();
        let (rows, faults) = read(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((rows.len(), faults.len()), (0, 1));
    }

    #[test]
    fn a_file_with_more_columns_than_a_list_of_lots_has_is_one_fault() {
        let unknown = |count: usize| (0..count).map(|column| format!(";x{column}")).collect::<String>();
        let (rows, faults) = rows(&format!("{HEAD}{}\n1;A chair;furniture;5;\n", unknown(120_000)));
        assert_eq!((rows.len(), faults.len()), (0, 1));
        let (_, faults) = super::rows(&format!("{HEAD}{}\n", unknown(MOST_COLUMNS - 5)));
        assert_eq!(faults.len(), MOST_COLUMNS - 5, "so many are named one by one");
        let (_, faults) = super::rows(&format!("{HEAD};{}\n", "x".repeat(1_000)));
        assert_eq!(faults[0].column.len(), LONGEST_LINE_NAME);
    }

    #[test]
    fn a_country_is_told_by_its_code_or_its_name_and_a_file_without_the_column_says_nothing_of_it() {
        let file = "lot,title,category,start,country\n1,A,furniture,5,es\n2,B,furniture,5,Japón\n3,C,furniture,5,\n4,D,furniture,5,Mars\n";
        let told: Vec<_> = rows(file).0.into_iter().map(|row| row.form.country.unwrap()).collect();
        assert_eq!(told, ["ES", "JP", "", "Mars"]);
        assert_eq!(read(&["1;A chair;furniture;5;"]).0[0].form.country, None);
    }

    #[test]
    fn text_in_quotes_may_have_lines_of_its_own() {
        let (rows, faults) = read(&["1;\"A chair;\nold\";furniture;5;", "2;A table;furniture;x;"]);
        assert_eq!((rows.len(), faults.len()), (2, 0));
        assert_eq!((rows[0].form.title.as_str(), rows[1].line), ("A chair;\nold", 4));
    }
}
