//! From text to tree: what is wrong is found here, with its place.

use super::{Compared, MOST_CHARACTERS, MOST_DEPTH, Name, Node, Problem, Sign, Test, Trouble};
use rust_decimal::Decimal;

/// The most arguments of `min` and `max`.
const MOST_ARGUMENTS: usize = 10;
/// The most decimals of `round`.
const MOST_DECIMALS: u32 = 6;

/// Words that call a function.
pub(super) const FUNCTIONS: [&str; 8] = ["if", "如果", "min", "最小", "max", "最大", "round", "取整"];

/// Reads all of a text; `names` are those of further facts.
pub(super) fn read(text: &str, names: &[String]) -> Result<Node, Problem> {
    if text.chars().count() > MOST_CHARACTERS {
        return Err(Problem { at: MOST_CHARACTERS + 1, trouble: Trouble::TooLong });
    }
    let (tokens, end) = cut(text)?;
    let mut reader = Reader { tokens: &tokens, names, next: 0, end, depth: 0 };
    let root = reader.number()?;
    match reader.peek() {
        None => Ok(root),
        Some(Token { at, .. }) => Err(Problem { at: *at, trouble: Trouble::Misplaced }),
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Token {
    at: usize,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Number(Decimal),
    Word(String),
    Sign(Sign),
    Compared(Compared),
    Open,
    Close,
    Comma,
}

/// Characters to tokens; full-width punctuation, as Chinese keyboards write it, counts like the plain one.
fn cut(text: &str) -> Result<(Vec<Token>, usize), Problem> {
    let characters: Vec<char> = text.chars().map(plain).collect();
    let (mut tokens, mut index) = (Vec::new(), 0);
    while let Some(&c) = characters.get(index) {
        let at = index + 1;
        let followed = |with: char| characters.get(index + 1) == Some(&with);
        let while_it = |fits: fn(char) -> bool| characters.iter().skip(index).take_while(|c| fits(**c)).collect::<String>();
        let (what, length) = match c {
            c if c.is_whitespace() => {
                index += 1;
                continue;
            }
            '(' => (What::Open, 1),
            ')' => (What::Close, 1),
            ',' => (What::Comma, 1),
            '+' => (What::Sign(Sign::Plus), 1),
            '-' => (What::Sign(Sign::Minus), 1),
            '*' => (What::Sign(Sign::Times), 1),
            '/' => (What::Sign(Sign::By), 1),
            '<' if followed('=') => (What::Compared(Compared::AtMost), 2),
            '<' if followed('>') => (What::Compared(Compared::Other), 2),
            '>' if followed('=') => (What::Compared(Compared::AtLeast), 2),
            '!' if followed('=') => (What::Compared(Compared::Other), 2),
            '=' if followed('=') => (What::Compared(Compared::Same), 2),
            '<' => (What::Compared(Compared::Less), 1),
            '>' => (What::Compared(Compared::More), 1),
            '=' => (What::Compared(Compared::Same), 1),
            '≤' => (What::Compared(Compared::AtMost), 1),
            '≥' => (What::Compared(Compared::AtLeast), 1),
            '≠' => (What::Compared(Compared::Other), 1),
            c if c.is_ascii_digit() => {
                let mut digits = while_it(|c| c.is_ascii_digit());
                let fraction: String = characters.iter().skip(index + digits.len() + 1).take_while(|c| c.is_ascii_digit()).collect();
                if characters.get(index + digits.len()) == Some(&'.') && !fraction.is_empty() {
                    digits = format!("{digits}.{fraction}");
                }
                let number = Decimal::from_str_exact(&digits).map_err(|_| Problem { at, trouble: Trouble::Digits })?;
                (What::Number(number), digits.len())
            }
            c if c.is_alphabetic() || c == '_' => {
                let word = while_it(|c| c.is_alphanumeric() || c == '_');
                let length = word.chars().count();
                (What::Word(word), length)
            }
            // A second point in a number is out of place; anywhere else it is no character of the language.
            '.' if matches!(tokens.last(), Some(Token { what: What::Number(_), .. })) => {
                return Err(Problem { at, trouble: Trouble::Misplaced });
            }
            _ => return Err(Problem { at, trouble: Trouble::Character }),
        };
        tokens.push(Token { at, what });
        index += length;
    }
    Ok((tokens, characters.len() + 1))
}

fn plain(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '，' | '、' => ',',
        '＋' => '+',
        '－' | '−' => '-',
        '×' | '＊' => '*',
        '÷' | '／' => '/',
        '＜' => '<',
        '＞' => '>',
        '＝' => '=',
        '．' => '.',
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    names: &'a [String],
    next: usize,
    /// The place behind the last character.
    end: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.next);
        self.next += 1;
        token
    }

    fn place(&self) -> usize {
        self.peek().map_or(self.end, |token| token.at)
    }

    fn problem<T>(&self, trouble: Trouble) -> Result<T, Problem> {
        Err(Problem { at: self.place(), trouble })
    }

    fn is_next(&self, what: &What) -> bool {
        self.peek().is_some_and(|token| token.what == *what)
    }

    /// What must be a number.
    fn number(&mut self) -> Result<Node, Problem> {
        let sum = self.sum()?;
        match self.peek() {
            Some(Token { at, what: What::Compared(_) }) => Err(Problem { at: *at, trouble: Trouble::NoNumber }),
            _ => Ok(sum),
        }
    }

    /// What must be a comparison.
    fn test(&mut self) -> Result<Test, Problem> {
        let at = self.place();
        let left = self.sum()?;
        let Some(Token { what: What::Compared(how), .. }) = self.peek() else { return Err(Problem { at, trouble: Trouble::NoComparison }) };
        self.next += 1;
        let right = self.sum()?;
        if let Some(Token { what: What::Compared(_), .. }) = self.peek() {
            return self.problem(Trouble::Misplaced);
        }
        Ok(Test { left, how: *how, right })
    }

    fn sum(&mut self) -> Result<Node, Problem> {
        let mut left = self.product()?;
        while let Some(Token { what: What::Sign(sign @ (Sign::Plus | Sign::Minus)), .. }) = self.peek() {
            self.next += 1;
            left = Node::Sum(*sign, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Node, Problem> {
        let mut left = self.single()?;
        while let Some(Token { what: What::Sign(sign @ (Sign::Times | Sign::By)), .. }) = self.peek() {
            self.next += 1;
            left = Node::Sum(*sign, Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Node, Problem> {
        if self.depth >= MOST_DEPTH {
            return self.problem(Trouble::TooDeep);
        }
        self.depth += 1;
        let node = self.inner();
        self.depth -= 1;
        node
    }

    fn inner(&mut self) -> Result<Node, Problem> {
        let Some(token) = self.take() else { return Err(Problem { at: self.end, trouble: Trouble::Unfinished }) };
        match &token.what {
            What::Number(number) => Ok(Node::Number(*number)),
            What::Sign(Sign::Minus) => Ok(Node::Minus(Box::new(self.single()?))),
            What::Open => {
                let inside = self.number()?;
                self.close(token.at)?;
                Ok(inside)
            }
            What::Word(word) if self.is_next(&What::Open) => self.call(word, token.at),
            What::Word(word) => {
                let fact = || self.names.iter().position(|name| name == word).map(Node::Fact);
                Name::of(word).map(Node::Name).or_else(fact).ok_or(Problem { at: token.at, trouble: Trouble::Unknown })
            }
            What::Sign(_) | What::Compared(_) | What::Close | What::Comma => Err(Problem { at: token.at, trouble: Trouble::Misplaced }),
        }
    }

    fn close(&mut self, opened: usize) -> Result<(), Problem> {
        match self.take() {
            Some(Token { what: What::Close, .. }) => Ok(()),
            Some(Token { at, .. }) => Err(Problem { at: *at, trouble: Trouble::Misplaced }),
            None => Err(Problem { at: opened, trouble: Trouble::Unclosed }),
        }
    }

    fn call(&mut self, word: &str, at: usize) -> Result<Node, Problem> {
        let opened = self.place();
        self.next += 1;
        let node = match word {
            "if" | "如果" => {
                let test = self.test()?;
                self.comma(at, opened)?;
                let then = self.number()?;
                self.comma(at, opened)?;
                Node::If(Box::new(test), Box::new(then), Box::new(self.number()?))
            }
            "min" | "最小" => Node::Least(self.several(at)?),
            "max" | "最大" => Node::Greatest(self.several(at)?),
            "round" | "取整" => {
                let inside = self.number()?;
                Node::Round(Box::new(inside), if self.is_next(&What::Comma) { self.digits()? } else { 0 })
            }
            _ => return Err(Problem { at, trouble: Trouble::Unknown }),
        };
        if self.is_next(&What::Comma) {
            return Err(Problem { at, trouble: Trouble::Arguments });
        }
        self.close(opened)?;
        Ok(node)
    }

    fn comma(&mut self, at: usize, opened: usize) -> Result<(), Problem> {
        match self.take() {
            Some(Token { what: What::Comma, .. }) => Ok(()),
            Some(Token { what: What::Close, .. }) => Err(Problem { at, trouble: Trouble::Arguments }),
            Some(Token { at, .. }) => Err(Problem { at: *at, trouble: Trouble::Misplaced }),
            None => Err(Problem { at: opened, trouble: Trouble::Unclosed }),
        }
    }

    fn several(&mut self, at: usize) -> Result<Vec<Node>, Problem> {
        let mut all = vec![self.number()?];
        while self.is_next(&What::Comma) && all.len() < MOST_ARGUMENTS {
            self.next += 1;
            all.push(self.number()?);
        }
        // A bracket that is not closed is told by itself.
        if all.len() < 2 && self.peek().is_some() { Err(Problem { at, trouble: Trouble::Arguments }) } else { Ok(all) }
    }

    fn digits(&mut self) -> Result<u32, Problem> {
        self.next += 1;
        let at = self.place();
        let wrong = Problem { at, trouble: Trouble::Arguments };
        let Some(Token { what: What::Number(number), .. }) = self.take() else { return Err(wrong) };
        let whole = (0..=MOST_DECIMALS).find(|digits| Decimal::from(*digits) == *number);
        whole.ok_or(wrong)
    }
}
