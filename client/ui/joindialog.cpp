#include "client/ui/joindialog.h"

#include "client/model/serverlistmodel.h"
#include "client/ui/avatar.h"
#include "client/ui/colors.h"
#include "client/ui/errortext.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>

namespace chat {

namespace {

constexpr int dialogWidth = 420;
constexpr int mostRows = 4; // of servers before the list scrolls

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

JoinDialog::JoinDialog(ServerListModel &servers, const JoinChoice &last, const QStringList &history,
                       const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_servers(servers)
    , m_title(plainLabel(u"joinTitle"_s, this))
    , m_avatar(new AvatarButton(this))
    , m_nameLabel(plainLabel(u"nameLabel"_s, this))
    , m_name(new QLineEdit(last.name, this))
    , m_nearby(plainLabel(u"nearbyLabel"_s, this))
    , m_list(new SideList(this))
    , m_card(new Card(m_list, this))
    , m_addressLabel(plainLabel(u"addressLabel"_s, this))
    , m_address(new QLineEdit(last.server.toText(), this))
    , m_problem(plainLabel(u"problem"_s, this))
    , m_suggestion(new QPushButton(this))
    , m_signIn(new SignInPanel(this))
    , m_join(new QPushButton(this))
    , m_wait(clock)
{
    setObjectName(u"joinDialog"_s);
    m_title->setFont(fonts::display(font()));
    m_name->setObjectName(u"nameEdit"_s);
    m_name->setMaxLength(limits::userNameLength);
    m_avatar->setName(last.name);
    m_avatar->setColor(avatarColor(last.avatar, last.name));
    m_list->setObjectName(u"serverList"_s);
    m_list->setModel(&m_servers);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setItemDelegate(&m_delegate);
    m_address->setObjectName(u"addressEdit"_s);
    auto *completer = new QCompleter(history, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_address->setCompleter(completer);
    m_problem->setWordWrap(true);
    m_suggestion->setObjectName(u"suggestion"_s);
    m_suggestion->setAutoDefault(false);
    m_join->setObjectName(u"joinButton"_s);
    m_join->setDefault(true);

    layOut(makeIdentity());
    wire();
    showProblem({});
    fitServers();
    retranslate();
    m_join->setFocus();
}

QWidget *JoinDialog::makeIdentity()
{
    auto *identity = new QWidget(this);
    auto *name = new QVBoxLayout;
    name->setSpacing(metrics::unit);
    name->addStretch();
    name->addWidget(m_nameLabel);
    name->addWidget(m_name);
    name->addStretch();
    auto *row = new QHBoxLayout(identity);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::margin);
    row->addWidget(m_avatar);
    row->addLayout(name, 1);
    m_nameLabel->setBuddy(m_name);
    return identity;
}

void JoinDialog::layOut(QWidget *identity)
{
    m_addressLabel->setBuddy(m_address);
    m_nearby->setBuddy(m_list);
    for (QLabel *label : { m_nameLabel, m_nearby, m_addressLabel })
        label->setFont(fonts::bold(fonts::small(font())));

    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetFixedSize); // as high as what there is to choose from
    column->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    column->setSpacing(metrics::unit);
    column->addWidget(m_title);
    column->addSpacing(metrics::margin);
    column->addWidget(identity);
    column->addSpacing(metrics::margin);
    column->addWidget(m_nearby);
    column->addWidget(m_card);
    column->addSpacing(metrics::gap);
    column->addWidget(m_addressLabel);
    column->addWidget(m_address);
    column->addSpacing(metrics::gap);
    column->addWidget(m_problem);
    column->addWidget(m_suggestion);
    column->addWidget(m_signIn);
    column->addSpacing(metrics::gap);
    column->addWidget(m_join);
    m_card->setFixedWidth(dialogWidth);
    m_address->setFixedWidth(dialogWidth);
    m_problem->setFixedWidth(dialogWidth);
}

void JoinDialog::wire()
{
    connect(m_join, &QPushButton::clicked, this, &JoinDialog::join);
    connect(m_suggestion, &QPushButton::clicked, this, &JoinDialog::takeSuggestion);
    connect(m_name, &QLineEdit::textChanged, m_avatar, &AvatarButton::setName);
    connect(m_list, &QListView::clicked, this, &JoinDialog::chooseServer);
    connect(m_list, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        chooseServer(index);
        join();
    });
    for (const QLineEdit *field : { m_name, m_address })
        connect(field, &QLineEdit::textEdited, this, [this, field] { changeMind(field); });
    connect(m_signIn, &SignInPanel::edited, this, [this] { changeMind(m_signIn); });
    connect(&m_wait, &Countdown::ticked, this, &JoinDialog::showWait);
    connect(&m_servers, &ServerListModel::rowsInserted, this, &JoinDialog::fitServers);
    connect(&m_servers, &ServerListModel::rowsRemoved, this, &JoinDialog::fitServers);
    connect(&m_servers, &ServerListModel::modelReset, this, &JoinDialog::fitServers);
}

QString JoinDialog::effectiveAddress() const
{
    if (!m_address->text().trimmed().isEmpty())
        return m_address->text();
    if (m_servers.rowCount() > 0)
        return ServerAddress { m_servers.index(0).data(ServerListModel::UrlRole).toUrl() }.toText();
    return u"127.0.0.1:%1"_s.arg(limits::defaultPort);
}

/// It may be said at once.
void JoinDialog::changeMind(const QObject *field)
{
    const bool isOtherServer = field == m_address || field == m_list;
    if (isOtherServer || (field == m_name && m_signIn->isForNameOnly()))
        m_signIn->reset();
    if (field != m_signIn)
        m_wait.stop();
    if (m_wait.secondsLeft() == 0)
        showProblem({});
    setBusy(false);
}

void JoinDialog::join()
{
    if (!m_join->isEnabled())
        return;
    const QString name = m_name->text().simplified();
    const auto server = ServerAddress::fromText(effectiveAddress());
    if (name.isEmpty()) {
        showProblem(tr("Please enter a name that the others will see."));
        m_name->setFocus();
        return;
    }
    if (!server) {
        showProblem(tr("This is not an address. Try something like 192.168.1.7:3001."));
        m_address->setFocus();
        return;
    }
    if (const QString problem = m_signIn->problem(); !problem.isEmpty()) {
        showProblem(problem);
        m_signIn->takeFocus();
        return;
    }
    Q_EMIT joinWanted({ .name = name, .avatar = m_avatar->color().name(), .server = *server },
                      m_signIn->credentials());
}

void JoinDialog::takeSuggestion()
{
    m_name->setText(m_suggestedName);
    if (m_signIn->isForNameOnly())
        m_signIn->reset();
    join();
}

void JoinDialog::chooseServer(const QModelIndex &index)
{
    m_address->setText(ServerAddress { index.data(ServerListModel::UrlRole).toUrl() }.toText());
    changeMind(m_list);
}

void JoinDialog::fitServers()
{
    const int rows = std::min(mostRows, m_servers.rowCount());
    m_nearby->setVisible(rows > 0);
    m_card->setVisible(rows > 0);
    m_list->setFixedHeight(rows * ServerDelegate::rowHeight);
    m_address->setPlaceholderText(effectiveAddress());
}

void JoinDialog::showConnecting()
{
    showProblem({});
    setBusy(true);
}

void JoinDialog::showUnreachable()
{
    setBusy(true);
    showProblem(tr("No answer from %1 yet. Still trying …").arg(effectiveAddress()));
}

void JoinDialog::showRefusal(const Error &error, const std::optional<EntryRules> &rules)
{
    const EntryRules door = rules.value_or(EntryRules());
    const QString reason = reasonOf(error, door.mode);
    const bool helps = rules && m_signIn->ask(error, door);
    setBusy(false);
    if (error.code == ErrorCode::RateLimited && error.retryAfter) {
        m_wait.start(*error.retryAfter);
        return;
    }
    showProblem(helps && error.code == ErrorCode::Conflict
                    ? tr("%1 If it is you, enter your password.").arg(reason)
                    : reason,
                error.suggestion, error.code == ErrorCode::AuthenticationRequired);
    if (error.code == ErrorCode::Conflict && !helps) {
        m_name->setFocus();
        m_name->selectAll();
    } else if (helps) {
        m_signIn->takeFocus();
    }
}

QString JoinDialog::reasonOf(const Error &error, EntryMode mode) const
{
    using Kind = Credentials::Kind;
    const Kind shown = m_signIn->kind();
    switch (error.code) {
    case ErrorCode::Conflict:
        return tr("Somebody here is already called %1.").arg(inSentence(m_name->text()));
    case ErrorCode::AuthenticationRequired:
        return demandOf(mode);
    case ErrorCode::InvalidToken:
        return shown == Kind::Word ? tr("The server does not accept this token.")
                                   : tr("You were signed out here. Please sign in again.");
    case ErrorCode::InvalidMessage:
        if (shown == Kind::NewAccount)
            return tr(
                "This password is too easy to guess. Take at least five different characters, "
                "and more than your name.");
        break;
    case ErrorCode::NotAuthorized:
        if (shown == Kind::NewAccount)
            return tr("Nobody can make an account here by themselves.");
        break;
    default:
        break;
    }
    return ErrorText::of(error);
}

QString JoinDialog::demandOf(EntryMode mode) const
{
    switch (mode) {
    case EntryMode::Guests:
        return tr("The server wants to know your password.");
    case EntryMode::Accounts:
        return tr("This server is for people with an account.");
    case EntryMode::Closed:
        return tr("Only people who are invited come in here. If you have an account, enter its "
                  "password.");
    case EntryMode::Token:
        return tr("This server asks for a token. Whoever runs it can give you one.");
    }
    Q_UNREACHABLE();
}

void JoinDialog::showClosed(const ServerAddress &server, int closeCode)
{
    setBusy(false);
    //: %1 is the address of a server, %2 a sentence that says why
    showProblem(tr("%1 did not let you in. %2")
                    .arg(inSentence(server.toText()), ErrorText::ofClose(closeCode)));
}

void JoinDialog::showUntrusted(const ServerAddress &server)
{
    setBusy(false);
    //: %1 is the address of a server
    showProblem(tr("The key of %1 is not confirmed, so nothing was sent to it.")
                    .arg(inSentence(server.toText())));
}

void JoinDialog::showProblem(const QString &text, const QString &suggestion, bool isQuestion)
{
    m_suggestedName = suggestion;
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    const QColor tone = m_isBusy ? colors::muted(palette())
        : isQuestion             ? palette().color(QPalette::WindowText)
                                 : colors::negative(palette());
    QPalette painted = palette();
    painted.setColor(QPalette::WindowText,
                     colors::readable(tone, palette().color(QPalette::Window)));
    m_problem->setPalette(painted);
    //: A button that takes a free name instead of the one that is taken; & is doubled already
    m_suggestion->setText(tr("Join as %1").arg(inSentence(suggestion).replace(u'&', u"&&"_s)));
    m_suggestion->setVisible(!suggestion.isEmpty());
}

void JoinDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_join->setEnabled(!isBusy && m_wait.secondsLeft() == 0);
    const bool isNewAccount = m_signIn->kind() == Credentials::Kind::NewAccount;
    const bool isSigningIn = m_signIn->kind() != Credentials::Kind::None;
    m_join->setText(isBusy             ? tr("Connecting …")
                        : isNewAccount ? tr("Make account")
                        : isSigningIn  ? tr("Sign in")
                                       : tr("Join"));
}

void JoinDialog::showWait(int seconds)
{
    setBusy(false);
    showProblem(seconds > 0
                    ? tr("That was too often. You can try again in %Ln s.", nullptr, seconds)
                    : QString());
}

void JoinDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void JoinDialog::retranslate()
{
    setWindowTitle(tr("Confab"));
    m_title->setText(tr("Join the conversation"));
    m_nameLabel->setText(tr("Your name"));
    m_nearby->setText(tr("Servers near you"));
    m_addressLabel->setText(tr("Address of the server"));
    m_list->setAccessibleName(tr("Servers near you"));
    setBusy(m_isBusy);
}

} // namespace chat
