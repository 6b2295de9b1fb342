//! Closed vocabularies: a word is spelt once for database, wire, screen and test.

/// Declares an enum whose variants travel as snake_case words, are documented in OpenAPI and, with feature `db`, are stored as text.
///
/// The screen text of a word is `locale::find("words.<vocabulary>_<word>")`.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident as $stem:literal { $($(#[$vmeta:meta])* $variant:ident = $word:tt),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "db", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
        #[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "String(sea_orm::sea_query::StringLen::None)"))]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] #[cfg_attr(feature = "db", sea_orm(string_value = $word))] $variant),+
        }

        impl $name {
            /// Every word, in the order in which it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire and in the database.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Where the word's screen text is found: `locale::find(status.text_path())`.
            pub const fn text_path(self) -> &'static str {
                match self { $(Self::$variant => concat!("words.", $stem, "_", $word)),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::vocabulary::UnknownWord) }
            }
        }
    };
}

/// A word that is not in the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;
