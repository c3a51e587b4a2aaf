//! A model and its samples from one definition.

/// Defines structs and enums: each a `#[model]`, each with samples of all its fields and variants.
macro_rules! define {
    () => {};
    ($(#[$meta:meta])* struct $name:ident { $($(#[$of:meta])* $field:ident: $ty:ty),* $(,)? } $($rest:tt)*) => {
        #[trifold::model]
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub(in crate::family) struct $name {
            $($(#[$of])* pub(in crate::family) $field: $ty,)*
        }

        impl $crate::family::sample::Sample for $name {
            fn samples(dice: &mut $crate::family::dice::Dice) -> Vec<Self> {
                $crate::family::sample::picked(dice, |_pick| Self { $($field: _pick.one::<$ty>(),)* })
            }
        }

        $crate::family::types::define! { $($rest)* }
    };
    ($(#[$meta:meta])* struct $name:ident<T> { $($(#[$of:meta])* $field:ident: $ty:ty),* $(,)? } $($rest:tt)*) => {
        #[trifold::model]
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub(in crate::family) struct $name<T> {
            $($(#[$of])* pub(in crate::family) $field: $ty,)*
        }

        impl<T: $crate::family::sample::Sample> $crate::family::sample::Sample for $name<T> {
            fn samples(dice: &mut $crate::family::dice::Dice) -> Vec<Self> {
                $crate::family::sample::picked(dice, |pick| Self { $($field: pick.one::<$ty>(),)* })
            }
        }

        $crate::family::types::define! { $($rest)* }
    };
    ($(#[$meta:meta])* struct $name:ident($($(#[$of:meta])* $ty:ty),* $(,)?); $($rest:tt)*) => {
        #[trifold::model]
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub(in crate::family) struct $name($($(#[$of])* pub(in crate::family) $ty),*);

        impl $crate::family::sample::Sample for $name {
            fn samples(dice: &mut $crate::family::dice::Dice) -> Vec<Self> {
                $crate::family::sample::picked(dice, |pick| Self($(pick.one::<$ty>()),*))
            }
        }

        $crate::family::types::define! { $($rest)* }
    };
    ($(#[$meta:meta])* enum $name:ident { $($(#[$of:meta])* $variant:ident $({ $($(#[$in:meta])* $field:ident: $ty:ty),* $(,)? })? $(($($item:ty),*))?),* $(,)? } $($rest:tt)*) => {
        #[trifold::model]
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub(in crate::family) enum $name {
            $($(#[$of])* $variant $({ $($(#[$in])* $field: $ty,)* })? $(($($item),*))?,)*
        }

        impl $crate::family::sample::Sample for $name {
            fn samples(dice: &mut $crate::family::dice::Dice) -> Vec<Self> {
                let mut all = Vec::new();
                $(all.extend($crate::family::sample::picked(dice, |_pick| Self::$variant $({ $($field: _pick.one::<$ty>(),)* })? $(($(_pick.one::<$item>()),*))?));)*
                all
            }
        }

        $crate::family::types::define! { $($rest)* }
    };
    ($(#[$meta:meta])* enum $name:ident<T> { $($(#[$of:meta])* $variant:ident $({ $($(#[$in:meta])* $field:ident: $ty:ty),* $(,)? })? $(($($item:ty),*))?),* $(,)? } $($rest:tt)*) => {
        #[trifold::model]
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub(in crate::family) enum $name<T> {
            $($(#[$of])* $variant $({ $($(#[$in])* $field: $ty,)* })? $(($($item),*))?,)*
        }

        impl<T: $crate::family::sample::Sample> $crate::family::sample::Sample for $name<T> {
            fn samples(dice: &mut $crate::family::dice::Dice) -> Vec<Self> {
                let mut all = Vec::new();
                $(all.extend($crate::family::sample::picked(dice, |_pick| Self::$variant $({ $($field: _pick.one::<$ty>(),)* })? $(($(_pick.one::<$item>()),*))?));)*
                all
            }
        }

        $crate::family::types::define! { $($rest)* }
    };
}

pub(in crate::family) use define;
