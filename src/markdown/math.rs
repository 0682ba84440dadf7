//! TeX formulas in Unicode: `$E = mc^2$` becomes E = mc². What cannot be written in Unicode stays as it is, and `check` reports it.

mod signs;

use signs::{ACCENTS, DOUBLE, FRACTIONS, FUNCTIONS, LOWERED, RAISED, RELATIONS, SIGNS, SPACES};

use crate::text;

/// Whether the text between dollars is a formula, rather than between amounts of money or shell variables.
pub fn is_formula(written: &str) -> bool {
    let inside = written.trim_matches('$');
    let is_short = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
    written.starts_with("$$") || is_short || inside.contains(['\\', '^', '_', '='])
}

/// A formula, given with its dollars, in Unicode. `None` if that is not possible.
pub fn unicode(written: &str) -> Option<String> {
    if !is_formula(written) {
        return None;
    }
    let mut tex = Tex { rest: written.trim_matches('$').trim(), depth: 0 };
    let formula = tex.until(None)?;
    Some(spaced(formula.trim()))
}

/// How deep groups and arguments may be nested.
const DEEPEST: usize = 16;

/// The rest of a formula while it is read.
struct Tex<'t> {
    rest: &'t str,
    depth: usize,
}

impl Tex<'_> {
    fn next(&mut self) -> Option<char> {
        let char = self.rest.chars().next()?;
        self.rest = &self.rest[char.len_utf8()..];
        Some(char)
    }

    /// What is before a closing delimiter, or before the end.
    fn until(&mut self, close: Option<char>) -> Option<String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut out = String::new();
        loop {
            match self.next() {
                None if close.is_none() => break,
                None => return None,
                Some(char) if Some(char) == close => break,
                Some('}' | '&' | '#' | '%') => return None,
                Some('^') => {
                    let raised = self.argument()?;
                    out.push_str(&lifted(&raised, RAISED, '^'));
                }
                Some('_') => {
                    let lowered = self.argument()?;
                    out.push_str(&lifted(&lowered, LOWERED, '_'));
                }
                Some('{') => out.push_str(&self.until(Some('}'))?),
                Some('\\') => {
                    let is_divisor = out.trim_end().ends_with(['/', '÷']);
                    let part = self.command()?;
                    out.push_str(&if is_divisor && part.contains('/') { whole(&part) } else { part });
                }
                Some('-') => out.push('−'),
                Some('\'') => out.push('′'),
                Some('~') => out.push('\u{a0}'),
                Some(char) if char.is_whitespace() => {
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                Some(char) => out.push(char),
            }
        }
        self.depth -= 1;
        Some(out)
    }

    /// The argument of a command: a group in braces, a command, or one character.
    fn argument(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let argument = match self.next()? {
            '{' => self.until(Some('}'))?,
            '\\' => self.command()?,
            '-' => "−".to_owned(),
            '^' | '_' | '}' | '&' => return None,
            char if self.goes_on(char) => return None,
            char => char.to_string(),
        };
        self.depth -= 1;
        Some(argument)
    }

    /// Whether a word or number continues after its first character. TeX would only raise the 1 in 10^12, which nobody intends.
    fn goes_on(&self, first: char) -> bool {
        let mut behind = self.rest.chars();
        let next = |char: Option<char>, is: fn(char) -> bool| char.is_some_and(is);
        match first {
            first if first.is_numeric() => next(behind.next(), char::is_numeric),
            first if first.is_alphabetic() => {
                next(behind.next(), char::is_alphanumeric) && next(behind.next(), char::is_alphanumeric)
            }
            _ => false,
        }
    }

    /// Words in braces, which are not a formula.
    fn words(&mut self) -> Option<String> {
        let (words, rest) = self.rest.trim_start().strip_prefix('{')?.split_once('}')?;
        self.rest = rest;
        (!words.contains(['\\', '{', '$'])).then(|| words.to_owned())
    }

    fn command(&mut self) -> Option<String> {
        let long = self.rest.len() - self.rest.trim_start_matches(|char: char| char.is_ascii_alphabetic()).len();
        if long == 0 {
            return Some(match self.next()? {
                sign @ ('{' | '}' | '%' | '$' | '&' | '#' | '_') => sign.to_string(),
                ',' | ':' | '>' => "\u{2009}".to_owned(),
                ';' | ' ' => " ".to_owned(),
                '!' => String::new(),
                '|' => "‖".to_owned(),
                _ => return None,
            });
        }
        let (name, rest) = self.rest.split_at(long);
        self.rest = rest;
        match name {
            "frac" | "dfrac" | "tfrac" => {
                let (above, below) = (self.argument()?, self.argument()?);
                let known = FRACTIONS.iter().find(|(a, b, _)| (*a, *b) == (above.as_str(), below.as_str()));
                Some(match (known, self.follows()) {
                    (Some((.., sign)), _) => (*sign).to_owned(),
                    (None, Follows::Nothing) => format!("{}/{}", whole(&above), whole(&below)),
                    (None, _) => format!("({}/{})", whole(&above), whole(&below)),
                })
            }
            "sqrt" => {
                let root = match self.rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                    Some((degree, rest)) => {
                        self.rest = rest;
                        ["2√", "3∛", "4∜"].iter().find_map(|it| it.strip_prefix(degree.trim()))?
                    }
                    None => "√",
                };
                let inside = self.argument()?;
                Some(match self.follows() {
                    Follows::Nothing => format!("{root}{}", whole(&inside)),
                    Follows::Factor => format!("{root}({})", inside.trim()),
                    Follows::Power => format!("({root}{})", whole(&inside)),
                })
            }
            "text" | "mathrm" | "mathit" | "mathbf" | "textbf" | "operatorname" | "mathsf" => self.words(),
            "mathbb" => {
                let letter = self.argument()?;
                DOUBLE.iter().find_map(|(plain, double)| (*plain == letter).then(|| (*double).to_owned()))
            }
            name if accent(name).is_some() => accented(self.argument()?.trim(), accent(name)?),
            "left" | "right" | "big" | "Big" | "displaystyle" | "limits" => {
                self.rest = self.rest.strip_prefix('.').unwrap_or(self.rest);
                Some(String::new())
            }
            name if FUNCTIONS.contains(&name) => {
                let apart = self.rest.trim_start().starts_with(|char: char| char.is_alphanumeric() || char == '\\');
                Some(format!("{name}{}", if apart && !self.rest.starts_with(' ') { " " } else { "" }))
            }
            name => SIGNS.iter().find_map(|(known, sign)| (*known == name).then(|| (*sign).to_owned())),
        }
    }
}

/// What comes after a fraction or a root, and would seem to be a part of it on one line: a factor below the bar, or a power of its end.
#[derive(PartialEq, Eq)]
enum Follows {
    Nothing,
    Factor,
    Power,
}

impl Tex<'_> {
    fn follows(&self) -> Follows {
        let mut rest = self.rest.trim_start();
        while let Some(behind) = SPACES.iter().find_map(|space| rest.strip_prefix(space)) {
            rest = behind.trim_start();
        }
        match rest.chars().next() {
            Some('^' | '_' | '!' | '\'') => Follows::Power,
            Some('(' | '[' | '{' | '√') => Follows::Factor,
            Some('\\') if begins_factor(&rest[1..]) => Follows::Factor,
            Some(char) if char.is_alphanumeric() => Follows::Factor,
            _ => Follows::Nothing,
        }
    }
}

/// Whether a command is a factor, instead of an operator, a relation or a closing bracket.
fn begins_factor(command: &str) -> bool {
    let name = &command[..command.len() - command.trim_start_matches(|char: char| char.is_ascii_alphabetic()).len()];
    match SIGNS.iter().find(|(known, _)| *known == name) {
        Some((_, sign)) => sign.chars().all(|sign| sign.is_alphabetic() || "∑∏∫∮∂∇∞∅⟨⌊⌈".contains(sign)),
        None => !matches!(name, "" | "right"),
    }
}

/// The mark that a command puts on a letter.
fn accent(name: &str) -> Option<char> {
    ACCENTS.iter().find_map(|(known, mark)| (*known == name).then_some(*mark))
}

/// A letter with a mark on it, if it stays one cell. Several letters cannot have one mark.
fn accented(letter: &str, mark: char) -> Option<String> {
    let is_letter = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
    let accented = format!("{letter}{mark}");
    (is_letter && text::width(&accented) == 1).then_some(accented)
}

/// A part of a fraction or a root, in parentheses if it is more than one thing.
fn whole(part: &str) -> String {
    let part = part.trim();
    let is_mark = |char: char| char == '′' || ACCENTS.iter().any(|it| it.1 == char);
    let is_one =
        part.chars().all(|char| char.is_alphanumeric() || RAISED.iter().any(|it| it.1 == char) || is_mark(char));
    if is_one { part.to_owned() } else { format!("({part})") }
}

/// A part as superscript or subscript, if all its characters have such a form; else after the sign for it.
fn lifted(part: &str, forms: &[(char, char)], sign: char) -> String {
    let form = |char: char| forms.iter().find(|it| it.0 == char).map(|it| it.1);
    let part = part.trim();
    match part.chars().filter(|char| *char != ' ').map(form).collect::<Option<String>>() {
        Some(lifted) => lifted,
        // A degree sign or a prime is raised already.
        None if sign == '^' && matches!(part, "∘" | "′") => part.replace('∘', "°"),
        // After such a sign only a single letter needs no parentheses: in e^iπ the end would be unclear.
        None if part.chars().count() == 1 => format!("{sign}{part}"),
        None => format!("{sign}({part})"),
    }
}

/// A formula with spaces around each relation.
fn spaced(formula: &str) -> String {
    let mut out = String::new();
    let mut chars = formula.chars().peekable();
    while let Some(char) = chars.next() {
        let relates = RELATIONS.contains(char);
        if relates && !out.is_empty() && !out.ends_with([' ', '(']) {
            out.push(' ');
        }
        out.push(char);
        if relates && chars.peek().is_some_and(|next| *next != ' ') {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unicode;

    #[test]
    fn a_formula_is_written_in_unicode() {
        let all = [
            ("$E = mc^2$", "E = mc²"),
            ("$E=mc^2$", "E = mc²"),
            ("$x$", "x"),
            ("$a_{i+1} \\le x_n^2$", "aᵢ₊₁ ≤ xₙ²"),
            ("$\\frac{1}{2} + \\frac{a+b}{n}$", "½ + (a+b)/n"),
            ("$\\sqrt{x} = \\sqrt[3]{y+1}$", "√x = ∛(y+1)"),
            ("$e^{i\\pi} = -1$", "e^(iπ) = −1"),
            ("$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$", "∑ᵢ₌₁ⁿ i = (n(n+1))/2"),
            ("$\\sin\\theta \\approx 45^\\circ$", "sin θ ≈ 45°"),
            ("$\\forall x \\in \\mathbb{R}$", "∀ x ∈ ℝ"),
            ("$P_{\\text{max}}$", "Pₘₐₓ"),
            ("$\\frac{a+b}{2}h$", "((a+b)/2)h"),
            ("$\\frac{a}{b}c = \\frac{a}{b} + c$", "(a/b)c = a/b + c"),
            ("$\\frac{1}{n}\\sum_{i=1}^{n} x_i$", "(1/n)∑ᵢ₌₁ⁿ xᵢ"),
            ("$\\frac{a}{b}\\,\\times c$", "a/b\u{2009}× c"),
            ("$\\frac{a}{b}^2$", "(a/b)²"),
            ("$1/\\frac{a}{b}$", "1/(a/b)"),
            ("$\\left(\\frac{a}{b}\\right)$", "(a/b)"),
            ("$\\frac{1}{2}mv^2$", "½mv²"),
            ("$\\sqrt{2}x$", "√(2)x"),
            ("$\\sqrt{x}^2 + \\sqrt 2$", "(√x)² + √2"),
            ("$\\bar x = \\frac{\\bar{y}}{2}$", "x\u{304} = y\u{304}/2"),
            ("$\\vec{v}_i + \\hat\\beta^2$", "v\u{20d7}ᵢ + β\u{302}²"),
            ("$\\dot x = \\tilde{n} \\overline{z}$", "x\u{307} = n\u{303} z\u{304}"),
            ("$\\left( a \\right) \\to \\{1, 2\\}$", "( a ) → {1, 2}"),
        ];
        for (tex, expected) in all {
            assert_eq!(unicode(tex).as_deref(), Some(expected), "{tex}");
        }
    }

    #[test]
    fn a_letter_with_a_mark_is_one_cell_wide() {
        for (name, _) in super::ACCENTS {
            let formula = unicode(&format!("$\\{name}{{x}}$")).expect(name);
            assert_eq!((formula.chars().count(), crate::text::width(&crate::text::clean(&formula))), (2, 1), "{name}");
        }
    }

    #[test]
    fn formulas_without_unicode_signs_stay_as_written() {
        for tex in [
            "$\\begin{matrix} a & b \\end{matrix}$",
            "$\\unknown{x}$",
            "$\\vec{AB}$",
            "$\\bar{}$",
            "$\\overline{x + y}$",
            "$a_{$",
            "$\\frac{1}$",
            "$x^$",
            "$}_{$",
            "$10^12$",
            "$x_max$",
        ] {
            assert_eq!(unicode(tex), None, "{tex}");
        }
        for deep in ["{".repeat(50_000), "\\sqrt".repeat(50_000)] {
            assert_eq!(unicode(&format!("${deep}x_1$")), None);
        }
    }

    #[test]
    fn an_amount_of_money_is_no_formula() {
        for text in ["$5-$", "$5 or 10$", "$HOME/$"] {
            assert_eq!(unicode(text), None, "{text}");
        }
    }
}
