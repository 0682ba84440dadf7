//! `compare`: two things or more side by side, point by point.

use crate::block::lattice::{Cells, Lattice, Line, Row, check_count};
use crate::block::meaning::What;
use crate::block::{Context, Kind};
use crate::lang::{noun, say};
use crate::page::Page;
use crate::source::Span;
use crate::table::{Reader, Words, table};

table! {
    /// Two things or more side by side, point by point.
    pub struct Compare as "a comparison" {
        /// What is compared: `["Avant", "Après"]`; at most 100.
        columns: Vec<Words>,
        /// The points; at most 100.
        rows ("row"): Vec<Point>,
    }

    /// A point on which things are compared.
    pub struct Point as "a row" {
        /// The point, in a few words.
        name: Words = Words::new(),
        /// What each of the things has to say to it, in Markdown.
        cells: Line,
        /// Whether a line sets it apart from the rows above: for limits, or for what it all comes to.
        apart: bool = false,
    }
}

impl Compare {
    fn lattice(&self) -> Lattice<'_> {
        let rows = self.rows.iter().map(|it| Row { name: &it.name, cells: &it.cells.cells, apart: it.apart });
        Lattice::new(&self.columns, rows, Cells::Texts)
    }
}

impl Kind for Compare {
    fn layout(&self, context: &Context, width: u16) -> Page {
        self.lattice().layout(context, width)
    }

    fn meaning(&self, context: &Context) -> What {
        What::Table(self.lattice().meaning(context))
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        if self.columns.len() < 2 {
            let help = say!("write two names or more, such as `columns = [\"Before\", \"After\"]`");
            let message = say!("there is nothing to compare with");
            reader.wrong(self.at.value("columns"), message, say!("fewer than two columns"), help);
        }
        if self.rows.is_empty() {
            let help = say!("write `[[section.slide.block.row]]` with `name` and `cells`");
            reader.wrong(at, say!("there is no row"), say!("nothing to show"), help);
        }
        check_count(self.columns.len(), noun!("columns"), self.at.value("columns"), reader);
        check_count(self.rows.len(), noun!("rows"), self.rows.last().map_or(at, |row| row.at.table), reader);
        self.rows.iter().for_each(|row| row.cells.check(self.columns.len(), reader));
    }

    fn begins_with_items(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    fn compare(more: &str) -> String {
        let row =
            |name: &str, cells: &str| format!("[[section.slide.block.row]]\nname = \"{name}\"\ncells = [{cells}]\n");
        let rows = [
            row("Livrer", "\"une nuit, à six\", \"dix minutes, **un clic**\""),
            row("Revenir en arrière", "\"restaurer la sauvegarde de la veille\", \"`git revert`\""),
            row("Limites", "\"connues\", \"à apprendre\"") + "apart = true\n",
        ];
        format!(
            "{more}[[section.slide.block]]\nkind = \"compare\"\ncolumns = [\"Avant\", \"Après\"]\n{}",
            rows.concat()
        )
    }

    #[test]
    fn things_stand_side_by_side_point_by_point() {
        expect![[r#"
                                 Avant                      Après
            ────────────────────────────────────────────────────────────────────────
            Livrer               une nuit, à six            dix minutes, un clic

            Revenir en arrière   restaurer la sauvegarde    git revert
                                 de la veille
            ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            Limites              connues                    à apprendre
        "#]]
        .assert_eq(&pictures(&compare(""), 72));
    }

    #[test]
    fn where_there_is_less_room_the_points_stand_above() {
        expect![[r#"
            Avant              Après
            ───────────────────────────────────
            Livrer
            une nuit, à six    dix minutes, un
                               clic

            Revenir en arrière
            restaurer la       git revert
            sauvegarde de la
            veille
            ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            Limites
            connues            à apprendre
        "#]]
        .assert_eq(&pictures(&compare(""), 36));
    }

    #[test]
    fn where_there_is_none_the_things_stand_one_below_the_other() {
        expect![[r#"
            Livrer
              Avant  une nuit, à
                     six
              Après  dix
                     minutes, un
                     clic

            Revenir en arrière
              Avant  restaurer
                     la
                     sauvegarde
                     de la
                     veille
              Après  git revert
            ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            Limites
              Avant  connues
              Après  à apprendre
        "#]]
        .assert_eq(&pictures(&compare(""), 20));
    }

    #[test]
    fn three_things_may_be_compared_without_names() {
        let slide = "[[section.slide.block]]\nkind = \"compare\"\ncolumns = [\"A\", \"B\", \"C\"]\nrow = [{ cells = [\"un\", \"deux\", \"trois\"] }, { cells = [\"\", \"2\", \"\"] }]";
        expect![[r#"
            A                    B                    C
            ────────────────────────────────────────────────────────────
            un                   deux                 trois
                                 2
        "#]]
        .assert_eq(&pictures(slide, 60));
    }

    #[test]
    fn rows_come_one_by_one() {
        expect![[r#"
                                 Avant                      Après
            ────────────────────────────────────────────────────────────────────────
            Livrer               une nuit, à six            dix minutes, un clic





            ~~~
                                 Avant                      Après
            ────────────────────────────────────────────────────────────────────────
            Livrer               une nuit, à six            dix minutes, un clic

            Revenir en arrière   restaurer la sauvegarde    git revert
                                 de la veille


            ~~~
                                 Avant                      Après
            ────────────────────────────────────────────────────────────────────────
            Livrer               une nuit, à six            dix minutes, un clic

            Revenir en arrière   restaurer la sauvegarde    git revert
                                 de la veille
            ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            Limites              connues                    à apprendre
        "#]]
        .assert_eq(&pictures(&compare("reveal = \"items\"\n"), 72));
    }

    #[test]
    fn a_comparison_is_read_as_a_table() {
        expect![[r#"
            • Livrer
              Avant: une nuit, à six
              Après: dix minutes, un clic
            • Revenir en arrière
              Avant: restaurer la sauvegarde de la veille
              Après: git revert
            • Limites
              Avant: connues
              Après: à apprendre
        "#]]
        .assert_eq(&read_aloud(&compare("")));
    }

    #[test]
    fn each_row_has_a_cell_for_each_column() {
        let block = |fields: &str| findings(&format!("[[section.slide.block]]\nkind = \"compare\"\n{fields}"));
        assert_eq!(block("columns = [\"A\", \"B\"]\nrow = [{ cells = [\"x\"] }]"), ["1 cell for 2 columns"]);
        let wrong = block("columns = [\"A\", \"B\"]\nrow = [{ cells = [1, \"x\"] }]");
        assert_eq!(wrong, ["expected a string, found an integer"], "a cell that cannot be read is a cell");
        let one = ["there is no row", "there is nothing to compare with"];
        assert_eq!(block("columns = [\"A\"]\nrow = []"), one);
    }
}
