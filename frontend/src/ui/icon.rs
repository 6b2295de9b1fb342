use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident = $path:literal),+ $(,)?) => {
        /// The line icons of the product: 20 × 20, one stroke.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($name),+ }

        impl Icon {
            /// Every icon, as the design page shows them.
            pub const ALL: &'static [(&'static str, Self)] = &[$((stringify!($name), Self::$name)),+];

            fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }
        }
    };
}

icons! {
    Home = "M3 9.2 10 3l7 6.2V16a1 1 0 0 1-1 1h-3.500v-5h-5v5H4a1 1 0 0 1-1-1z",
    Bell = "M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13zM8.200 17.500a2 2 0 0 0 3.600 0",
    Inbox = "M3 11.500 5 4h10l2 7.500V16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM3 11.500h4l1 2h4l1-2h4",
    Customers = "M7.500 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.500-5 5.500-5s5.500 2 5.500 5M13 9.400a2.600 2.600 0 0 0 0-5.200M14.500 12.300c2.100.5 3.500 2.200 3.500 4.700",
    Campaign = "M3 8v4h3l7 4V4L6 8zM16 8a3 3 0 0 1 0 4M6 12v4h2.500v-2.600",
    Complaint = "M4 4h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-5l-4 3v-3H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM10 6.500v3.200M10 11.700v.1",
    Kpi = "M4 17V9M8 17V4M12 17v-6M16 17V7",
    Audit = "M10 3l6 2v5c0 3.500-2.400 6-6 7-3.600-1-6-3.500-6-7V5zM7.500 10l1.800 1.800 3.400-3.600",
    Search = "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.500 13.500 17 17",
    Plus = "M10 4v12M4 10h12",
    Close = "M5 5l10 10M15 5 5 15",
    Check = "M4 10.500 8 14.500 16 6",
    Left = "M12 5l-5 5 5 5",
    Right = "M8 5l5 5-5 5",
    Down = "M5 8l5 5 5-5",
    Up = "M5 12l5-5 5 5",
    More = "M4 10a.6.6 0 1 0 1.200 0A.6.6 0 1 0 4 10zM9.400 10a.6.6 0 1 0 1.200 0 .6.6 0 1 0-1.200 0zM14.800 10a.6.6 0 1 0 1.200 0 .6.6 0 1 0-1.200 0z",
    Eye = "M2 10s3-5.500 8-5.500S18 10 18 10s-3 5.500-8 5.500S2 10 2 10zM10 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z",
    Phone = "M4 3.500h3l1.500 4-2 1.500a10 10 0 0 0 4.500 4.500l1.500-2 4 1.500v3a1 1 0 0 1-1 1C8.500 17 3 11.500 3 4.500a1 1 0 0 1 1-1z",
    Edit = "M13 3.500l3.500 3.500L7 16.500H3.500V13zM11 5.500l3.500 3.500",
    Upload = "M10 13V4M6 7.500l4-4 4 4M4 13v3a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-3",
    Download = "M10 3.500V13M6 9.500l4 4 4-4M4 13v3a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-3",
    Filter = "M3 5h14M5.500 10h9M8 15h4",
    Clock = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.500V10l2.500 2",
    Calendar = "M4 5h12a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM3 9h14M7 3v3M13 3v3",
    Alert = "M10 3.500 2.500 16.500h15zM10 8.500V12M10 14.200v.1",
    Info = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.500v4M10 6.700v.1",
    Sun = "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2v2M10 16v2M2 10h2M16 10h2M4.300 4.300l1.400 1.400M14.300 14.300l1.400 1.400M4.300 15.700l1.400-1.400M14.300 5.700l1.400-1.400",
    Moon = "M16.500 12.200A6.700 6.700 0 0 1 7.800 3.500a6.700 6.700 0 1 0 8.700 8.700z",
    Device = "M3 4h14v9.500H3zM7.500 17h5M10 13.500V17",
    Globe = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2.200 2 2.800 4.500 2.800 7s-.6 5-2.800 7c-2.200-2-2.800-4.500-2.800-7S7.800 5 10 3z",
    SignOut = "M8 4H4v12h4M12 6.500l3.500 3.500-3.500 3.500M7.500 10h8",
    Board = "M3.500 4H7v12H3.500zM8.500 4H12v8H8.500zM13.500 4H17v10h-3.500z",
    List = "M7 5h10M7 10h10M7 15h10M3.500 5h.01M3.500 10h.01M3.500 15h.01",
    Sheet = "M3 4h14v12H3zM3 8h14M8 8v8",
    Visit = "M10 17.500S15.500 12.500 15.500 8a5.500 5.500 0 0 0-11 0c0 4.500 5.500 9.500 5.500 9.500zM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    Undo = "M7 5 3.500 8.500 7 12M3.500 8.500H12a4 4 0 0 1 0 8H8",
    Retry = "M16 4v4h-4M4 16v-4h4M15.500 8A6 6 0 0 0 5 6.500M4.500 12A6 6 0 0 0 15 13.500",
}

/// An icon; decoration only, so readers skip it.
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
}

/// The mark: counting rods, one of them cinnabar (red rods stood for what is gained).
pub fn mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <g class="rods">
                <rect x="3" y="4" width="26" height="4.600" rx="2.300" />
                <rect x="4.500" y="12" width="4.600" height="16" rx="2.300" />
                <rect x="22.900" y="12" width="4.600" height="16" rx="2.300" />
            </g>
            <rect class="lead" x="13.700" y="12" width="4.600" height="16" rx="2.300" />
        </svg>
    }
}
