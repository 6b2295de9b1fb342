//! The tags of a file (CRM-15). Pure.

use contract::customers::MOST_TAGS;

/// What stands between them.
const BETWEEN: &str = "、";

/// The tags of a file.
pub fn split(tags: &str) -> Vec<String> {
    tags.split(BETWEEN).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// As they are stored.
pub fn joined(tags: &[String]) -> String {
    tags.join(BETWEEN)
}

/// The tags of two files that become one.
pub fn united(kept: &str, duplicate: &str) -> String {
    let mut tags = split(kept);
    let more: Vec<String> = split(duplicate).into_iter().filter(|tag| !tags.contains(tag)).collect();
    tags.extend(more);
    tags.truncate(MOST_TAGS);
    joined(&tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_is_there_once() {
        assert_eq!((split(""), joined(&[])), (Vec::new(), String::new()));
        assert_eq!(joined(&split("重点、老客户")), "重点、老客户");
        assert_eq!(united("重点", "老客户、重点"), "重点、老客户");
    }
}
