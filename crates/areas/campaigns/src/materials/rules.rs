//! How much of a material is where (CMP-05). Pure.

use contract::campaigns::materials::{MaterialActKind, MaterialQuality};

/// Quantities of a material.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stock {
    pub ordered: i64,
    pub received: i64,
    pub used: i64,
    pub returned: i64,
}

impl Stock {
    /// Received, and neither used nor returned.
    pub(super) fn left(self) -> i64 {
        self.received - self.used - self.returned
    }

    /// After so many were moved; `Err` tells how many there were to move.
    pub(super) fn moved(self, act: MaterialActKind, quantity: i64) -> Result<Self, i64> {
        let within = |most: i64| if quantity <= most { Ok(()) } else { Err(most) };
        match act {
            MaterialActKind::Order => Ok(Self { ordered: self.ordered + quantity, ..self }),
            MaterialActKind::Receive => within(self.ordered - self.received).map(|()| Self { received: self.received + quantity, ..self }),
            MaterialActKind::Use => within(self.left()).map(|()| Self { used: self.used + quantity, ..self }),
            MaterialActKind::Return => within(self.left()).map(|()| Self { returned: self.returned + quantity, ..self }),
            MaterialActKind::Check => Ok(self),
        }
    }
}

/// What there is to do with it: nothing is used before it passed, and nothing is checked before it came.
pub(super) fn open(stock: Stock, quality: MaterialQuality) -> Vec<MaterialActKind> {
    let fits = |act: &&MaterialActKind| match act {
        MaterialActKind::Order => true,
        MaterialActKind::Receive => stock.ordered > stock.received,
        MaterialActKind::Check => stock.received > 0,
        MaterialActKind::Use => stock.left() > 0 && quality == MaterialQuality::Passed,
        MaterialActKind::Return => stock.left() > 0,
    };
    MaterialActKind::ALL.iter().filter(fits).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use MaterialActKind::{Check, Order, Receive, Return, Use};

    #[test]
    fn cmp_05_from_need_to_return_nothing_appears_or_disappears() {
        let mut stock = Stock::default();
        for (act, quantity) in [(Order, 500), (Receive, 300), (Receive, 200), (Use, 420), (Return, 80)] {
            stock = stock.moved(act, quantity).unwrap();
        }
        assert_eq!((stock.left(), stock), (0, Stock { ordered: 500, received: 500, used: 420, returned: 80 }));
        let stock = Stock { ordered: 500, received: 300, used: 100, returned: 50 };
        assert_eq!(stock.moved(Receive, 201), Err(200));
        assert_eq!(stock.moved(Use, 151), Err(150));
        assert_eq!(stock.moved(Return, 151), Err(150));
    }

    #[test]
    fn nothing_is_used_before_it_passed() {
        let stock = Stock { ordered: 500, received: 300, ..Stock::default() };
        assert_eq!(open(stock, MaterialQuality::Unchecked), [Order, Receive, Check, Return]);
        assert_eq!(open(stock, MaterialQuality::Failed), [Order, Receive, Check, Return]);
        assert_eq!(open(stock, MaterialQuality::Passed), [Order, Receive, Check, Use, Return]);
        assert_eq!(open(Stock::default(), MaterialQuality::Unchecked), [Order]);
    }
}
