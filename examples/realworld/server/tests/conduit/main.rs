//! The whole Conduit API over sockets: every endpoint, every rule. Each case runs on SQLite in memory as a test of its own; all of them run
//! once more on PostgreSQL, where its binaries are.

mod actions;
mod articles;
mod authentication;
mod browser;
mod comments;
mod document;
mod exactly_once;
mod lists;
mod malformed;
mod persistence;
mod postgres;
mod profiles;
mod races;
mod support;
mod users;

use support::Api;

/// Makes a test of each case, and one function that runs them all.
macro_rules! cases {
    ($($module:ident: $($case:ident)*;)*) => {
        mod sqlite {
            $($(
                #[tokio::test]
                async fn $case() -> anyhow::Result<()> {
                    crate::$module::$case(&crate::Api::in_memory().await?).await
                }
            )*)*
        }

        /// Runs every case on one server.
        async fn every_case(api: &Api) -> anyhow::Result<()> {
            use anyhow::Context;
            $($(
                $module::$case(api).await.context(stringify!($case))?;
            )*)*
            Ok(())
        }
    };
}

cases! {
    actions: an_action_does_what_its_route_does an_action_tells_problems_as_problems;
    articles:
        an_article_has_the_shape_that_conduit_wants required_fields_are_not_blank tags_keep_their_order two_articles_may_share_a_title
        feed_is_no_slug an_update_changes_what_is_given an_update_tells_absent_from_null only_the_author_changes_an_article
        existence_and_ownership_come_before_the_fields a_deleted_article_is_gone favorites_are_counted_once;
    authentication:
        every_endpoint_that_needs_a_token_refuses_to_do_without a_bad_token_is_refused a_bad_token_on_a_public_page_is_as_none
        tokens_stay_good;
    browser: a_preflight_is_allowed a_page_of_another_origin_may_call;
    comments: a_comment_is_made_listed_and_taken_away only_the_author_takes_a_comment_away comments_need_an_article a_comment_is_not_blank;
    document: the_document_says_what_is_served;
    lists:
        lists_are_newest_first_and_without_texts filters_narrow_a_list a_page_is_cut_out_of_the_list the_feed_is_of_followed_people
        limits_and_offsets_are_numbers tags_are_listed_once;
    malformed: what_cannot_be_read_is_unprocessable wrong_types_are_named other_verbs_and_paths_have_the_same_shape;
    races: one_of_many_gets_a_name articles_of_one_title_get_slugs_of_their_own what_goes_meanwhile_is_not_found;
    profiles: a_profile_shows_whether_one_follows following_twice_is_no_error unknown_people_are_not_found;
    users:
        somebody_signs_up somebody_signs_in names_and_addresses_are_taken_once blank_fields_are_refused wrong_credentials_are_one_answer
        an_account_changes_what_is_given bio_and_image_are_taken_away refused_changes_change_nothing a_password_can_be_changed;
}
