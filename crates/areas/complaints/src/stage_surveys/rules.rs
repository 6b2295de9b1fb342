//! The arithmetic of marks (CPL-13): pure functions.

/// The mean of marks in hundredths, halves upwards; `None` where there are none.
pub fn mean_hundredths(marks: &[i64]) -> Option<i64> {
    let count = i64::try_from(marks.len()).ok().filter(|count| *count > 0)?;
    let sum: i64 = marks.iter().sum();
    Some((sum * 200 + count) / (count * 2))
}

/// Whether marks are bad enough for a case: their mean lies below the threshold.
pub fn is_bad(mean_hundredths: i64, threshold: i64) -> bool {
    mean_hundredths < threshold * 100
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CPL-13: marks below the threshold become a case, the threshold itself does not.
    #[test]
    fn a_mean_below_the_threshold_is_bad() {
        assert_eq!(mean_hundredths(&[3, 4, 4]), Some(367));
        assert_eq!(mean_hundredths(&[2, 3]), Some(250));
        assert_eq!(mean_hundredths(&[]), None);
        assert!(is_bad(299, 3) && !is_bad(300, 3) && !is_bad(500, 5));
    }
}
