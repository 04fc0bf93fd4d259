#include "client/ui/newroomdialog.h"

#include "client/ui/colors.h"
#include "client/ui/errortext.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/retentiontext.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QHBoxLayout>

#include <array>

namespace chat {

QString roomIdFromTitle(const QString &title)
{
    QString id;
    for (const QChar c : title.toLower()) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
            id += c;
        else if (!id.isEmpty() && !id.endsWith(u'-'))
            id += u'-';
    }
    if (id.endsWith(u'-'))
        id.chop(1);
    return id.left(limits::roomIdLength);
}

namespace {

// In the order of the list; the first one is what most rooms want.
const std::array retentions {
    Retention { .keep = Keep::All, .amount = {} },
    Retention { .keep = Keep::Last, .amount = 1000 },
    Retention { .keep = Keep::Last, .amount = 100 },
    Retention { .keep = Keep::Days, .amount = 30 },
    Retention { .keep = Keep::Days, .amount = 7 },
    Retention { .keep = Keep::None, .amount = {} },
};

} // namespace

NewRoomDialog::NewRoomDialog(QWidget *parent)
    : QDialog(parent)
    , m_title(new QLineEdit(this))
    , m_topic(new QLineEdit(this))
    , m_id(new QLineEdit(this))
    , m_retention(new QComboBox(this))
    , m_receipts(new QCheckBox(tr("Show who has read a message"), this))
    , m_problem(new QLabel(this))
    , m_create(new QPushButton(tr("Create"), this))
{
    setObjectName(u"newRoomDialog"_s);
    setWindowTitle(tr("New room"));
    m_title->setObjectName(u"newRoomTitle"_s);
    m_title->setMaxLength(limits::titleLength);
    m_title->setPlaceholderText(tr("Tea kitchen"));
    m_topic->setObjectName(u"newRoomTopic"_s);
    m_topic->setMaxLength(limits::topicLength);
    m_topic->setPlaceholderText(tr("What it is about"));
    m_id->setObjectName(u"newRoomId"_s);
    m_id->setMaxLength(limits::roomIdLength);
    m_retention->setObjectName(u"newRoomRetention"_s);
    for (const Retention &retention : retentions)
        m_retention->addItem(RetentionText::of(retention));
    m_receipts->setObjectName(u"newRoomReceipts"_s);
    m_problem->setObjectName(u"newRoomProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_create->setObjectName(u"createRoom"_s);
    m_create->setDefault(true);
    layOut();

    connect(m_title, &QLineEdit::textChanged, this, &NewRoomDialog::proposeId);
    connect(m_id, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_hasOwnId = !text.isEmpty(); });
    connect(m_id, &QLineEdit::textChanged, this, &NewRoomDialog::refresh);
    connect(m_create, &QPushButton::clicked, this, &NewRoomDialog::create);
    refresh();
}

void NewRoomDialog::layOut()
{
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(metrics::unit);
    const auto addField = [this, column](const QString &name, QWidget *field) {
        auto *label = new QLabel(name, this);
        label->setFont(fonts::bold(fonts::small(font())));
        label->setBuddy(field);
        column->addWidget(label);
        column->addWidget(field);
        column->addSpacing(metrics::gap);
        field->setFixedWidth(360);
    };
    addField(tr("Title"), m_title);
    addField(tr("Topic (if you like)"), m_topic);
    addField(tr("Short name, for links"), m_id);
    addField(tr("Memory"), m_retention);
    column->addWidget(m_receipts);
    column->addSpacing(metrics::gap);
    column->addWidget(m_problem);
    column->addSpacing(metrics::gap);

    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &NewRoomDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    column->addLayout(buttons);
}

void NewRoomDialog::proposeId(const QString &title)
{
    if (!m_hasOwnId)
        m_id->setText(roomIdFromTitle(title));
}

CreateRoom NewRoomDialog::room() const
{
    const QString title = m_title->text().simplified();
    const QString topic = m_topic->text().simplified();
    CreateRoom room;
    room.roomId = RoomId::fromText(m_id->text().trimmed());
    if (!title.isEmpty())
        room.title = title;
    if (!topic.isEmpty())
        room.topic = topic;
    const Retention &retention = retentions.at(static_cast<size_t>(m_retention->currentIndex()));
    if (retention.keep != Keep::All)
        room.retention = retention;
    if (m_receipts->isChecked())
        room.showsReceipts = true;
    return room;
}

void NewRoomDialog::refresh()
{
    m_create->setEnabled(!room().roomId.isEmpty());
    m_problem->hide();
}

void NewRoomDialog::create()
{
    m_create->setEnabled(false);
    Q_EMIT createWanted(room());
}

void NewRoomDialog::showRefusal(const Error &error)
{
    refresh();
    QPalette tone = palette();
    tone.setColor(QPalette::WindowText,
                  colors::readable(colors::negative(palette()), palette().color(QPalette::Window)));
    m_problem->setPalette(tone);
    m_problem->setText(error.code == ErrorCode::Conflict
                           ? tr("There is already a room with this short name.")
                           : ErrorText::of(error));
    m_problem->show();
}

} // namespace chat
