package org.pennypost.imap.talk;

import org.pennypost.core.engine.Routes;
import org.pennypost.imap.syntax.AclCommand;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.MetadataCommand;
import org.pennypost.imap.syntax.QuotaCommand;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SessionCommand;
import org.pennypost.imap.syntax.UrlAuthCommand;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.NotAuthenticated;
import org.pennypost.imap.talk.ImapState.Selected;

/** Which handler serves which command in which state. It reads like the table of contents of RFC 9051 §6. */
final class ImapRoutes {
    // spotless:off
    static final Routes<Command, ImapState> TABLE = Routes.of(Command.class, ImapState.class)
            // Any state
            .on(SessionCommand.Capability.class,     ImapState.class,        Anytime::capability)       // RFC 9051 §6.1.1
            .on(SessionCommand.Noop.class,           ImapState.class,        Anytime::noop)             // RFC 9051 §6.1.2
            .on(SessionCommand.Logout.class,         ImapState.class,        Anytime::logout)           // RFC 9051 §6.1.3
            .on(SessionCommand.Id.class,             ImapState.class,        Anytime::id)               // RFC 2971 §3.1
            .on(SessionCommand.Language.class,       ImapState.class,        Languages::language)       // RFC 5255 §3.2
            .on(SessionCommand.Compress.class,       LoggedIn.class,         Anytime::compress)         // RFC 4978 §3
            // Not authenticated state
            .on(SessionCommand.StartTls.class,       NotAuthenticated.class, Authenticating::startTls)  // RFC 9051 §6.2.1
            .on(SessionCommand.Authenticate.class,   NotAuthenticated.class, Authenticating::authenticate) // RFC 9051 §6.2.2
            .on(SessionCommand.Login.class,          NotAuthenticated.class, Authenticating::login)     // RFC 9051 §6.2.3
            // Authenticated state
            .on(SessionCommand.Enable.class,         LoggedIn.class,         Anytime::enable)           // RFC 9051 §6.3.1
            .on(SessionCommand.Unauthenticate.class, LoggedIn.class,         Anytime::unauthenticate)   // RFC 8437 §3
            .on(MailboxCommand.Select.class,         LoggedIn.class,         Selecting::select)         // RFC 9051 §6.3.2
            .on(MailboxCommand.Examine.class,        LoggedIn.class,         Selecting::examine)        // RFC 9051 §6.3.3
            .on(MailboxCommand.Create.class,         LoggedIn.class,         Mailboxes::create)         // RFC 9051 §6.3.4
            .on(MailboxCommand.Delete.class,         LoggedIn.class,         Mailboxes::delete)         // RFC 9051 §6.3.5
            .on(MailboxCommand.Rename.class,         LoggedIn.class,         Mailboxes::rename)         // RFC 9051 §6.3.6
            .on(MailboxCommand.Subscribe.class,      LoggedIn.class,         Mailboxes::subscribe)      // RFC 9051 §6.3.7
            .on(MailboxCommand.Unsubscribe.class,    LoggedIn.class,         Mailboxes::unsubscribe)    // RFC 9051 §6.3.8
            .on(MailboxCommand.ListMailboxes.class,  LoggedIn.class,         Listing::list)             // RFC 9051 §6.3.9
            .on(MailboxCommand.Lsub.class,           LoggedIn.class,         Listing::lsub)             // RFC 3501 §6.3.9
            .on(MailboxCommand.Namespace.class,      LoggedIn.class,         Mailboxes::namespace)      // RFC 9051 §6.3.10
            .on(MailboxCommand.Status.class,         LoggedIn.class,         Mailboxes::status)         // RFC 9051 §6.3.11
            .on(MessageCommand.Append.class,         LoggedIn.class,         Appending::append)         // RFC 9051 §6.3.12
            .on(SessionCommand.Idle.class,           LoggedIn.class,         Idling::idle)              // RFC 9051 §6.3.13
            .on(SessionCommand.Notify.class,         LoggedIn.class,         Notifying::set)            // RFC 5465 §3.1
            .on(SearchCommand.MultiSearch.class,     LoggedIn.class,         MultiSearching::search)    // RFC 7377 §2
            .on(SessionCommand.Comparator.class,     LoggedIn.class,         Languages::comparator)     // RFC 5255 §4.7
            .on(UrlAuthCommand.ResetKey.class,       LoggedIn.class,         UrlAuth::resetKey)         // RFC 4467 §BASE.6.3.RESETKEY
            .on(UrlAuthCommand.GenUrlAuth.class,     LoggedIn.class,         UrlAuth::genUrlAuth)       // RFC 4467 §BASE.6.3.GENURLAUTH
            .on(UrlAuthCommand.UrlFetch.class,       LoggedIn.class,         UrlFetching::urlFetch)     // RFC 4467 §BASE.6.3.URLFETCH
            // Rights, quotas, annotations
            .on(AclCommand.SetAcl.class,             LoggedIn.class,         Acls::setAcl)              // RFC 4314 §3.1
            .on(AclCommand.DeleteAcl.class,          LoggedIn.class,         Acls::deleteAcl)           // RFC 4314 §3.2
            .on(AclCommand.GetAcl.class,             LoggedIn.class,         Acls::getAcl)              // RFC 4314 §3.3
            .on(AclCommand.ListRights.class,         LoggedIn.class,         Acls::listRights)          // RFC 4314 §3.4
            .on(AclCommand.MyRights.class,           LoggedIn.class,         Acls::myRights)            // RFC 4314 §3.5
            .on(QuotaCommand.GetQuota.class,         LoggedIn.class,         Quotas::getQuota)          // RFC 9208 §4.1.1
            .on(QuotaCommand.GetQuotaRoot.class,     LoggedIn.class,         Quotas::getQuotaRoot)      // RFC 9208 §4.1.2
            .on(QuotaCommand.SetQuota.class,         LoggedIn.class,         Quotas::setQuota)          // RFC 9208 §4.1.3
            .on(MetadataCommand.GetMetadata.class,   LoggedIn.class,         Metadata::get)             // RFC 5464 §4.2
            .on(MetadataCommand.SetMetadata.class,   LoggedIn.class,         Metadata::set)             // RFC 5464 §4.3
            // Selected state
            .on(MailboxCommand.Check.class,          Selected.class,         Anytime::check)            // RFC 3501 §6.4.1
            .on(MailboxCommand.Close.class,          Selected.class,         Selecting::close)          // RFC 9051 §6.4.1
            .on(MailboxCommand.Unselect.class,       Selected.class,         Selecting::unselect)       // RFC 9051 §6.4.2
            .on(MessageCommand.Expunge.class,        Selected.class,         Storing::expunge)          // RFC 9051 §6.4.3
            .on(MessageCommand.UidExpunge.class,     Selected.class,         Storing::uidExpunge)       // RFC 9051 §6.4.9
            .on(SearchCommand.Search.class,          Selected.class,         Searching::search)         // RFC 9051 §6.4.4
            .on(SearchCommand.CancelUpdate.class,    Selected.class,         Contexts::cancelUpdate)    // RFC 5267 §4.3.5
            .on(SearchCommand.Sort.class,            Selected.class,         Sorting::sort)             // RFC 5256 §BASE.6.4.SORT
            .on(SearchCommand.Thread.class,          Selected.class,         Threading::thread)         // RFC 5256 §BASE.6.4.THREAD
            .on(SearchCommand.UidBatches.class,      Selected.class,         Batching::uidBatches)      // RFC 10022
            .on(MessageCommand.Fetch.class,          Selected.class,         Fetching::fetch)           // RFC 9051 §6.4.5
            .on(MessageCommand.Store.class,          Selected.class,         Storing::store)            // RFC 9051 §6.4.6
            .on(MessageCommand.Replace.class,        Selected.class,         Replacing::replace)        // RFC 8508 §3.2
            .on(MessageCommand.Copy.class,           Selected.class,         Copying::copy)             // RFC 9051 §6.4.7
            .on(MessageCommand.Move.class,           Selected.class,         Copying::move)             // RFC 9051 §6.4.8
            .build();
    // spotless:on

    private ImapRoutes() {}
}
