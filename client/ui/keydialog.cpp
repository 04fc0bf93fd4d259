#include "client/ui/keydialog.h"

#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace chat {

namespace {

constexpr int textWidth = 460;
constexpr int groupOfDigits = 8;

/// Four words a line.
QString linesOf(const QStringList &words)
{
    const QString gap(3, QChar::Nbsp);
    return words.mid(0, 4).join(gap) + u'\n' + words.mid(4).join(gap);
}

QString groupsOf(const QString &hex)
{
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += groupOfDigits)
        groups << hex.mid(at, groupOfDigits);
    return groups.join(u' ');
}

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

KeyDialog::KeyDialog(ServerKey key, QWidget *parent)
    : QDialog(parent)
    , m_key(std::move(key))
    , m_case(caseOf(m_key))
    , m_title(plainLabel(u"keyTitle"_s, this))
    , m_explanation(plainLabel(u"keyExplanation"_s, this))
    , m_words(plainLabel(u"keyWords"_s, this))
    , m_hex(plainLabel(u"keyHex"_s, this))
    , m_formerLabel(plainLabel(u"formerLabel"_s, this))
    , m_formerWords(plainLabel(u"formerWords"_s, this))
    , m_compared(new QCheckBox(this))
    , m_trust(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    setObjectName(u"keyDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    m_title->setFont(fonts::display(font()));
    m_words->setFont(fonts::bold(fonts::large(font())));
    m_words->setText(linesOf(m_key.seen.toWords()));
    m_formerWords->setText(linesOf(m_key.known.toWords()));
    m_hex->setText(groupsOf(m_key.seen.toHex()));
    m_hex->setFont(fonts::small(font()));
    for (QLabel *label : { m_words, m_hex, m_formerWords }) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setLayoutDirection(Qt::LeftToRight); // words and digits are read so everywhere
    }
    const bool isChanged = m_case == Case::Changed;
    m_compared->setObjectName(u"compared"_s);
    for (QWidget *widget :
         std::initializer_list<QWidget *> { m_formerLabel, m_formerWords, m_compared })
        widget->setVisible(isChanged);
    m_trust->setObjectName(u"trust"_s);
    m_trust->setVisible(m_case != Case::Impostor);
    m_trust->setEnabled(!isChanged);
    m_trust->setAutoDefault(false);
    m_cancel->setObjectName(u"doNotTrust"_s);
    m_cancel->setDefault(true); // Return must not be an answer to a question that nobody has read
    connect(m_compared, &QCheckBox::toggled, m_trust, &QPushButton::setEnabled);
    connect(m_trust, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    layOut();
    retranslate();
    m_cancel->setFocus();
}

KeyDialog::Case KeyDialog::caseOf(const ServerKey &key)
{
    if (!key.known.isEmpty())
        return Case::Changed;
    if (key.announced.isEmpty())
        return Case::New;
    return key.announced == key.seen ? Case::Announced : Case::Impostor;
}

void KeyDialog::layOut()
{
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_trust);
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    column->setSpacing(metrics::gap);
    for (QWidget *widget : std::initializer_list<QWidget *> {
             m_title, m_explanation, m_words, m_hex, m_formerLabel, m_formerWords, m_compared }) {
        widget->setFixedWidth(textWidth);
        column->addWidget(widget);
    }
    column->addSpacing(metrics::gap);
    column->addLayout(buttons);
}

QString KeyDialog::title() const
{
    switch (m_case) {
    case Case::New:
    case Case::Announced:
        return tr("Is this the right server?");
    case Case::Impostor:
        return tr("This is another server");
    case Case::Changed:
        return tr("The server has another key");
    }
    Q_UNREACHABLE();
}

QString KeyDialog::explanation() const
{
    const QString address = inSentence(m_key.address);
    switch (m_case) {
    case Case::New:
        //: %1 is the address of a server
        return tr("You meet %1 for the first time. Its console shows eight words: if they are "
                  "these, nobody listens in between. Nothing was sent yet.")
            .arg(address);
    case Case::Announced:
        return tr("You meet %1 for the first time. It announces itself on this network with the "
                  "same key. Its console shows eight words: if they are these, nobody listens in "
                  "between. Nothing was sent yet.")
            .arg(address);
    case Case::Impostor:
        return tr("The server that announces itself at %1 says that it has another key than the "
                  "one who answers there. Somebody may want to listen in. Nothing was sent. Ask "
                  "whoever runs the server.")
            .arg(address);
    case Case::Changed:
        return tr("%1 had another key before. Either it was set up anew, or somebody wants to "
                  "listen in. Nothing was sent. Go on only if whoever runs the server tells you "
                  "these words:")
            .arg(address);
    }
    Q_UNREACHABLE();
}

void KeyDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void KeyDialog::retranslate()
{
    setWindowTitle(tr("Confab"));
    m_title->setText(title());
    m_explanation->setText(explanation());
    m_words->setAccessibleName(tr("Words of the server's key"));
    m_hex->setAccessibleName(tr("SHA-256 of the server's key"));
    m_formerLabel->setText(tr("Before, it was:"));
    m_compared->setText(tr("I have compared the words"));
    m_trust->setText(m_case == Case::Changed ? tr("Trust the new key")
                                             : tr("The words are the same"));
    m_cancel->setText(m_case == Case::Impostor ? tr("Close") : tr("Do not connect"));
}

} // namespace chat
