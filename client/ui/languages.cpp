#include "client/ui/languages.h"

#include "common/base/literals.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

namespace chat {

QList<Languages::Language> Languages::available()
{
    return { { u"en"_s, u"English"_s }, { u"de"_s, u"Deutsch"_s }, { u"ar"_s, u"العربية"_s } };
}

QString Languages::ofSystem()
{
    const QList<Language> all = available();
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString &tag : wanted) {
        const QString code = tag.section(u'-', 0, 0);
        if (std::any_of(all.begin(), all.end(),
                        [&code](const Language &language) { return language.code == code; }))
            return code;
    }
    return u"en"_s;
}

void Languages::use(const QString &code)
{
    m_current = code;
    // A person who reads German may live in Switzerland: the system knows better than the language.
    const QLocale system = QLocale::system();
    const QLocale locale(code);
    QLocale::setDefault(system.language() == locale.language() ? system : locale);

    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_qt.load(u"qtbase_"_s + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(u":/i18n/confab_"_s + code))
        QCoreApplication::installTranslator(&m_own);
    QGuiApplication::setLayoutDirection(locale.textDirection());
}

} // namespace chat
