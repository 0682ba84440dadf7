//! `matrix`: who does what.

use crate::block::lattice::{Cells, Lattice, Line, Row, check_count};
use crate::block::meaning::What;
use crate::block::{Context, Kind};
use crate::lang::{noun, say};
use crate::page::Page;
use crate::source::Span;
use crate::table::{Reader, Words, table};

table! {
    /// Who does what: a mark where a row and a column meet.
    pub struct Matrix as "a matrix" {
        /// The names of the columns, such as those who do it; at most 100.
        columns: Vec<Words>,
        /// The names of the rows, such as what is to be done; at most 100.
        rows: Vec<Words>,
        /// A list for each row: a mark or a word for each column, in Markdown; `●`, `○`, `R`, `A`, `""`.
        cells: Vec<Line>,
    }
}

impl Matrix {
    fn lattice(&self) -> Lattice<'_> {
        let rows = self.rows.iter().zip(&self.cells);
        let rows = rows.map(|(name, line)| Row { name, cells: &line.cells, apart: false });
        Lattice::new(&self.columns, rows, Cells::Marks)
    }
}

impl Kind for Matrix {
    fn layout(&self, context: &Context, width: u16) -> Page {
        self.lattice().layout(context, width)
    }

    fn meaning(&self, context: &Context) -> What {
        What::Table(self.lattice().meaning(context))
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        for (key, count) in [("columns", self.columns.len()), ("rows", self.rows.len())] {
            if count == 0 {
                let help = say!("write `{key} = [\"…\", \"…\"]`", key);
                reader.wrong(self.at.value(key), say!("`{key}` is empty", key), say!("nothing to show"), help);
            }
        }
        check_count(self.columns.len(), noun!("columns"), self.at.value("columns"), reader);
        check_count(self.rows.len(), noun!("rows"), self.at.value("rows"), reader);
        let (rows, lists) = (self.rows.len(), self.cells.len());
        if rows != lists {
            let message = say!("{lists} lists of cells for {rows} rows", lists, rows);
            let help = say!("write {rows} lists: `cells = [[\"●\", …], …]`", rows);
            reader.wrong(self.at.value("cells"), message, say!("one list for each row"), help);
        }
        self.cells.iter().for_each(|line| line.check(self.columns.len(), reader));
    }

    fn begins_with_items(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    fn matrix(more: &str) -> String {
        format!(
            "{more}[[section.slide.block]]\nkind = \"matrix\"\ncolumns = [\"Équipe projet\", \"Cloud Pi Native\", \"Hébergeur\"]\n\
             rows = [\"Écrire le code\", \"Tenir la chaîne\", \"Tenir les machines\"]\n\
             cells = [[\"●\", \"\", \"\"], [\"○\", \"●\", \"\"], [\"\", \"○\", \"**R** / A\"]]\n"
        )
    }

    #[test]
    fn marks_stand_in_the_middle_of_even_columns() {
        expect![[r#"
                                  Équipe projet    Cloud Pi Native      Hébergeur
            ────────────────────────────────────────────────────────────────────────
            Écrire le code              ●
            Tenir la chaîne             ○                 ●
            Tenir les machines                            ○               R / A
        "#]]
        .assert_eq(&pictures(&matrix(""), 72));
    }

    #[test]
    fn the_names_of_narrow_columns_wrap() {
        expect![[r#"
                                  Équipe     Cloud Pi
                                  projet      Native     Hébergeur
            ──────────────────────────────────────────────────────
            Écrire le code           ●
            Tenir la chaîne          ○           ●
            Tenir les machines                   ○         R / A
        "#]]
        .assert_eq(&pictures(&matrix(""), 54));
    }

    #[test]
    fn where_columns_have_no_room_each_row_is_a_list() {
        expect![[r#"
            Écrire le code
                ●   Équipe
                    projet

            Tenir la chaîne
                ○   Équipe
                    projet
                ●   Cloud Pi
                    Native

            Tenir les machines
                ○   Cloud Pi
                    Native
              R / A Hébergeur
        "#]]
        .assert_eq(&pictures(&matrix(""), 20));
    }

    #[test]
    fn rows_come_one_by_one() {
        expect![[r#"
                                  Équipe projet    Cloud Pi Native      Hébergeur
            ────────────────────────────────────────────────────────────────────────
            Écrire le code              ●


            ~~~
                                  Équipe projet    Cloud Pi Native      Hébergeur
            ────────────────────────────────────────────────────────────────────────
            Écrire le code              ●
            Tenir la chaîne             ○                 ●

            ~~~
                                  Équipe projet    Cloud Pi Native      Hébergeur
            ────────────────────────────────────────────────────────────────────────
            Écrire le code              ●
            Tenir la chaîne             ○                 ●
            Tenir les machines                            ○               R / A
        "#]]
        .assert_eq(&pictures(&matrix("reveal = \"items\"\n"), 72));
    }

    #[test]
    fn a_matrix_is_read_as_a_table() {
        expect![[r#"
            • Écrire le code
              Équipe projet: ● (full)
            • Tenir la chaîne
              Équipe projet: ○ (empty)
              Cloud Pi Native: ● (full)
            • Tenir les machines
              Cloud Pi Native: ○ (empty)
              Hébergeur: R / A
        "#]]
        .assert_eq(&read_aloud(&matrix("")));
    }

    #[test]
    fn there_is_a_cell_where_a_row_and_a_column_meet() {
        let block = |fields: &str| findings(&format!("[[section.slide.block]]\nkind = \"matrix\"\n{fields}"));
        let wrong = block("columns = [\"A\", \"B\"]\nrows = [\"1\", \"2\"]\ncells = [[\"x\"]]");
        assert_eq!(wrong, ["1 lists of cells for 2 rows", "1 cell for 2 columns"]);
        let wrong = block("columns = [\"A\"]\nrows = [\"1\"]\ncells = [\"x\"]");
        assert_eq!(wrong, ["expected a list of cells, found a string"]);
        assert_eq!(block("columns = []\nrows = []\ncells = []"), ["`columns` is empty", "`rows` is empty"]);
    }

    #[test]
    fn a_matrix_has_at_most_a_hundred_columns_and_rows() {
        let square = |side: usize| {
            let names = format!("[{}]", "\"n\", ".repeat(side));
            let cells = format!("[{}]", format!("[{}], ", "\"x\", ".repeat(side)).repeat(side));
            format!("[[section.slide.block]]\nkind = \"matrix\"\ncolumns = {names}\nrows = {names}\ncells = {cells}\n")
        };
        assert_eq!(findings(&square(100)), [""; 0]);
        let large = square(101);
        assert_eq!(findings(&large), ["101 columns, the limit is 100", "101 rows, the limit is 100"]);
        assert_eq!(read_aloud(&large), read_aloud(&square(100)));
    }
}
