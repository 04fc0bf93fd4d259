#pragma once

#include <QObject>
#include <QTranslator>

namespace chat {

/// The languages that the program speaks, and the switch between them while it runs.
class Languages final : public QObject
{
    Q_OBJECT

public:
    struct Language
    {
        QString code; // "de"
        QString name; // in the language itself
    };

    using QObject::QObject;

    static QList<Language> available();
    /// The person's, as far as the system says and we speak it; else English.
    static QString ofSystem();

    QString current() const { return m_current; }
    /// Turns every window to this language, its direction and its formats.
    void use(const QString &code);

private:
    QString m_current;
    QTranslator m_own; // our words
    QTranslator m_qt; // Qt's, where its translations are installed
};

} // namespace chat
