package org.pennypost.imap.talk;

import org.pennypost.core.engine.Routes;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.NotAuthenticated;
import org.pennypost.imap.talk.ImapState.Selected;

/** Which handler serves which command in which state. It reads like the table of contents of RFC 9051 §6. */
final class ImapRoutes {
    // spotless:off
    static final Routes<Command, ImapState> TABLE = Routes.of(Command.class, ImapState.class)
            // Any state
            .on(Command.Capability.class,    ImapState.class,        Anytime::capability)         // RFC 9051 §6.1.1
            .on(Command.Noop.class,          ImapState.class,        Anytime::noop)               // RFC 9051 §6.1.2
            .on(Command.Logout.class,        ImapState.class,        Anytime::logout)             // RFC 9051 §6.1.3
            .on(Command.Id.class,            ImapState.class,        Anytime::id)                 // RFC 2971 §3.1
            .on(Command.Language.class,      ImapState.class,        Languages::language)         // RFC 5255 §3.2
            .on(Command.Compress.class,      LoggedIn.class,         Anytime::compress)           // RFC 4978 §3
            // Not authenticated state
            .on(Command.StartTls.class,      NotAuthenticated.class, Authenticating::startTls)    // RFC 9051 §6.2.1
            .on(Command.Authenticate.class,  NotAuthenticated.class, Authenticating::authenticate) // RFC 9051 §6.2.2
            .on(Command.Login.class,         NotAuthenticated.class, Authenticating::login)       // RFC 9051 §6.2.3
            // Authenticated state
            .on(Command.Enable.class,        LoggedIn.class,         Anytime::enable)             // RFC 9051 §6.3.1
            .on(Command.Unauthenticate.class, LoggedIn.class,        Anytime::unauthenticate)     // RFC 8437 §3
            .on(Command.Select.class,        LoggedIn.class,         Selecting::select)           // RFC 9051 §6.3.2
            .on(Command.Examine.class,       LoggedIn.class,         Selecting::examine)          // RFC 9051 §6.3.3
            .on(Command.Create.class,        LoggedIn.class,         Mailboxes::create)           // RFC 9051 §6.3.4
            .on(Command.Delete.class,        LoggedIn.class,         Mailboxes::delete)           // RFC 9051 §6.3.5
            .on(Command.Rename.class,        LoggedIn.class,         Mailboxes::rename)           // RFC 9051 §6.3.6
            .on(Command.Subscribe.class,     LoggedIn.class,         Mailboxes::subscribe)        // RFC 9051 §6.3.7
            .on(Command.Unsubscribe.class,   LoggedIn.class,         Mailboxes::unsubscribe)      // RFC 9051 §6.3.8
            .on(Command.ListMailboxes.class, LoggedIn.class,         Listing::list)               // RFC 9051 §6.3.9
            .on(Command.Lsub.class,          LoggedIn.class,         Listing::lsub)               // RFC 3501 §6.3.9
            .on(Command.Namespace.class,     LoggedIn.class,         Mailboxes::namespace)        // RFC 9051 §6.3.10
            .on(Command.Status.class,        LoggedIn.class,         Mailboxes::status)           // RFC 9051 §6.3.11
            .on(Command.Append.class,        LoggedIn.class,         Appending::append)           // RFC 9051 §6.3.12
            .on(Command.Idle.class,          LoggedIn.class,         Idling::idle)                // RFC 9051 §6.3.13
            .on(Command.Notify.class,        LoggedIn.class,         Notifying::set)              // RFC 5465 §3.1
            .on(Command.MultiSearch.class,   LoggedIn.class,         MultiSearching::search)      // RFC 7377 §2
            .on(Command.Comparator.class,    LoggedIn.class,         Languages::comparator)       // RFC 5255 §4.7
            .on(Command.ResetKey.class,      LoggedIn.class,         UrlAuth::resetKey)           // RFC 4467 §BASE.6.3.RESETKEY
            .on(Command.GenUrlAuth.class,    LoggedIn.class,         UrlAuth::genUrlAuth)         // RFC 4467 §BASE.6.3.GENURLAUTH
            .on(Command.UrlFetch.class,      LoggedIn.class,         UrlFetching::urlFetch)       // RFC 4467 §BASE.6.3.URLFETCH
            // Rights, quotas, annotations
            .on(Command.SetAcl.class,        LoggedIn.class,         Acls::setAcl)                // RFC 4314 §3.1
            .on(Command.DeleteAcl.class,     LoggedIn.class,         Acls::deleteAcl)             // RFC 4314 §3.2
            .on(Command.GetAcl.class,        LoggedIn.class,         Acls::getAcl)                // RFC 4314 §3.3
            .on(Command.ListRights.class,    LoggedIn.class,         Acls::listRights)            // RFC 4314 §3.4
            .on(Command.MyRights.class,      LoggedIn.class,         Acls::myRights)              // RFC 4314 §3.5
            .on(Command.GetQuota.class,      LoggedIn.class,         Quotas::getQuota)            // RFC 9208 §4.1.1
            .on(Command.GetQuotaRoot.class,  LoggedIn.class,         Quotas::getQuotaRoot)        // RFC 9208 §4.1.2
            .on(Command.SetQuota.class,      LoggedIn.class,         Quotas::setQuota)            // RFC 9208 §4.1.3
            .on(Command.GetMetadata.class,   LoggedIn.class,         Metadata::get)               // RFC 5464 §4.2
            .on(Command.SetMetadata.class,   LoggedIn.class,         Metadata::set)               // RFC 5464 §4.3
            // Selected state
            .on(Command.Check.class,         Selected.class,         Anytime::check)              // RFC 3501 §6.4.1
            .on(Command.Close.class,         Selected.class,         Selecting::close)            // RFC 9051 §6.4.1
            .on(Command.Unselect.class,      Selected.class,         Selecting::unselect)         // RFC 9051 §6.4.2
            .on(Command.Expunge.class,       Selected.class,         Storing::expunge)            // RFC 9051 §6.4.3
            .on(Command.UidExpunge.class,    Selected.class,         Storing::uidExpunge)         // RFC 9051 §6.4.9
            .on(Command.Search.class,        Selected.class,         Searching::search)           // RFC 9051 §6.4.4
            .on(Command.CancelUpdate.class,  Selected.class,         Contexts::cancelUpdate)      // RFC 5267 §4.3.5
            .on(Command.Sort.class,          Selected.class,         Sorting::sort)               // RFC 5256 §BASE.6.4.SORT
            .on(Command.Thread.class,        Selected.class,         Threading::thread)           // RFC 5256 §BASE.6.4.THREAD
            .on(Command.UidBatches.class,    Selected.class,         Batching::uidBatches)        // RFC 10022
            .on(Command.Fetch.class,         Selected.class,         Fetching::fetch)             // RFC 9051 §6.4.5
            .on(Command.Store.class,         Selected.class,         Storing::store)              // RFC 9051 §6.4.6
            .on(Command.Replace.class,       Selected.class,         Replacing::replace)          // RFC 8508 §3.2
            .on(Command.Copy.class,          Selected.class,         Copying::copy)               // RFC 9051 §6.4.7
            .on(Command.Move.class,          Selected.class,         Copying::move)               // RFC 9051 §6.4.8
            .build();
    // spotless:on

    private ImapRoutes() {}
}
