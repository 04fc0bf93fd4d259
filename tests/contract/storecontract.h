#pragma once

#include "server/core/accounts.h"
#include "server/core/directory.h"
#include "server/core/eventlog.h"
#include "server/core/moderation.h"

#include <QObject>

#include <memory>

namespace chat {

/// Event log, directory, accounts and moderation over the same data, for the contract tests.
class StoreUnderTest
{
public:
    virtual ~StoreUnderTest() = default;
    virtual EventLog &log() = 0;
    virtual Directory &directory() = 0;
    virtual Accounts &accounts() = 0;
    virtual Moderation &moderation() = 0;
};

/// What every store must do. A test program derives from it and makes the store.
class StoreContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersComeLaterAndInTheOrderOfAsking();
    void aNewPersonGetsTheGivenIdAndToken();
    void aTokenBringsItsPersonBackUnderAnyFreeName();
    void aTokenIsNobodysAfterARefusal();
    void aTokenRecallsItsPersonAndTheirRooms();
    void aNameIsTakenWithoutRegardToCase();
    void aNameThatLooksLikeAnotherIsTaken();
    void aNewAccountIsAMemberWithAPassword();
    void aGuestBecomesAnAccountOnce();
    void aPasswordBringsOneMoreDevice();
    void aPasswordThatWasChangedMeanwhileIsWrong();
    void aChangedPasswordEndsTheOtherSessions();
    void aFirstPasswordEndsNoSession();
    void sessionsOfAccountsEnd_data();
    void sessionsOfAccountsEnd();
    void aSessionEndsWhenItWasTold();
    void aSubjectIsAlwaysTheSamePerson();
    void standingIsAskedFor();
    void sessionsAreListedAndEnded();
    void thereAreSoManySessions();
    void aRoomIsMadeOnce();
    void enteringMakesAMemberOnce();
    void enteringNowhereIsRefused();
    void aPrivateRoomLetsOnlyMembersIn();
    void theCreatorIsAMember();
    void leavingEndsTheMembership();
    void aPersonBelongsToSoManyRooms();
    void linesGetSeqsPerRoom();
    void aRepeatedTagIsTheFirstLine();
    void aTagForOtherWordsIsAConflict();
    void aLineNowhereIsRefusedAndLeavesNoTrace();
    void pagesAreOldestFirst_data();
    void pagesAreOldestFirst();
    void pagesAreBoundedInBytes_data();
    void pagesAreBoundedInBytes();
    void pagesShowAuthorsUnderTheirPresentNames();
    void everyFieldOfALineComesBack();
    void theOldestAreForgotten();
    void theOldestOfATimeAreForgotten();
    void retentionIsRemembered();
    void showingReceiptsIsRemembered();
    void membersSayWhatTheyHaveReadSinceTheyJoined();
    void theReadMarkerMovesForwardUpToTheHead();
    void aNewMemberHasReadEverything();
    void whoMakesARoomOwnsIt();
    void actsAreNumberedAndNamed();
    void aKickEndsMembershipAndOffice();
    void aKickOfNobodyIsRefused();
    void aRoleOutlivesMembership();
    void aRoleEndsAtItsTime();
    void theBannedDoNotComeIn();
    void anInvitationLetsInOnce();
    void invitationsEndAndAreWithdrawn();
    void bansAreKeptAndLifted();
    void slowModeIsKept();
    void serverRolesAreKept();
    void sessionsAreEndedByTheOperator();
    void whatWasDoneIsRead();

protected:
    virtual std::unique_ptr<StoreUnderTest> makeStore() = 0;

private:
    std::unique_ptr<StoreUnderTest> m_store;
};

} // namespace chat
