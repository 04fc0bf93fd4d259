#include "common/base/literals.h"

#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace chat;

namespace {

constexpr int longestFile = 400; // lines

/// Which folders each folder may include, itself apart. What is not listed is not allowed; a folder
/// without a row is an error.
const QMap<QString, QStringList> &mayInclude()
{
    static const auto table = [] {
        const QStringList base { u"common/base"_s };
        const QStringList protocol = base + QStringList { u"common/protocol"_s };
        const QStringList net = protocol + QStringList { u"common/net"_s };
        const QStringList rows { u"client/model"_s, u"client/store"_s };
        const QStringList client = rows + QStringList { u"client/core"_s };
        const QStringList core { u"server/core"_s };
        const QStringList parts { u"server/storage"_s, u"server/bus"_s,      u"server/auth"_s,
                                  u"server/door"_s,    u"server/socketio"_s, u"server/discovery"_s,
                                  u"server/loop"_s };
        return QMap<QString, QStringList> {
            { u"common/base"_s, {} },
            { u"common/protocol"_s, base },
            { u"common/net"_s, protocol },
            { u"client/model"_s, protocol },
            { u"client/store"_s, protocol },
            { u"client/core"_s, protocol + rows },
            { u"client/ui"_s, protocol + client },
            { u"client/ctl"_s, net + client },
            { u"client/app"_s, net + client + QStringList { u"client/ui"_s } },
            { u"server/loop"_s, {} },
            { u"server/core"_s, protocol },
            { u"server/storage"_s, protocol + core },
            { u"server/bus"_s, protocol + core },
            { u"server/auth"_s, protocol + core },
            { u"server/discovery"_s, protocol + core },
            { u"server/door"_s, net + core },
            { u"server/socketio"_s, net + core },
            { u"server/app"_s, protocol + core + parts },
        };
    }();
    return table;
}

/// The Qt modules that have a place of their own, and the folders that are it.
const QMap<QString, QStringList> &homesOfModules()
{
    static const QMap<QString, QStringList> table {
        { u"QtSql"_s, { u"server/storage"_s, u"client/store"_s } },
        { u"QtWebSockets"_s, { u"common/net"_s, u"server/door"_s } },
        { u"QtWidgets"_s, { u"client/ui"_s, u"client/app"_s } },
    };
    return table;
}

/// "server/door" of "server/door/endpoints/health.cpp".
QString folderOf(const QString &path)
{
    return path.section(u'/', 0, 1);
}

/// Whether <name> is one of the module's headers, in any of the ways to write it.
bool belongsTo(const QString &module, const QString &name)
{
    const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    return name.section(u'/', 0, 0) == module
        || QFile::exists(u"%1/%2/%3"_s.arg(headers, module, name));
}

QString ownInclude(const QString &folder, const QString &included)
{
    if (!included.contains(u'/')) // what moc and rcc made of this very file
        return included.endsWith(".moc"_L1) ? QString() : u"not by its path from the root"_s;
    const QString target = folderOf(included);
    if (target == folder || mayInclude().value(folder).contains(target))
        return {};
    return u"%1 may not include %2"_s.arg(folder, target);
}

QString foreignInclude(const QString &folder, const QString &included)
{
    for (auto it = homesOfModules().begin(); it != homesOfModules().end(); ++it) {
        if (!it.value().contains(folder) && belongsTo(it.key(), included))
            return u"%1 is not at home in %2"_s.arg(it.key(), folder);
    }
    return {};
}

/// What is wrong with this line of the file (its path from the root); nothing for most lines.
QString complaint(const QString &file, const QString &line)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"_s);
    const QRegularExpressionMatch match = include.match(line);
    if (!match.hasMatch())
        return {};
    const QString folder = folderOf(file);
    if (!mayInclude().contains(folder))
        return u"%1 is not in the table of folders"_s.arg(folder);
    return match.captured(1) == u'"' ? ownInclude(folder, match.captured(2))
                                     : foreignInclude(folder, match.captured(2));
}

const QDir &sourceDir()
{
    static const QDir dir(QStringLiteral(CONFAB_SOURCE_DIR));
    return dir;
}

/// The paths of all .h and .cpp files below these folders, from the root.
QStringList sourceFiles(const QStringList &tops)
{
    QStringList files;
    for (const QString &top : tops) {
        QDirIterator found(sourceDir().filePath(top), { u"*.h"_s, u"*.cpp"_s }, QDir::Files,
                           QDirIterator::Subdirectories);
        while (found.hasNext())
            files << sourceDir().relativeFilePath(found.next());
    }
    files.sort();
    return files;
}

QStringList linesOf(const QString &file)
{
    QFile source(sourceDir().filePath(file));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(source.readAll()).split(u'\n');
}

} // namespace

class LayeringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeIsAllowed()
    {
        const QStringList files = sourceFiles({ u"client"_s, u"server"_s, u"common"_s });
        QVERIFY(files.contains(u"common/base/ids.h"_s));
        QStringList complaints;
        for (const QString &file : files) {
            for (const QString &line : linesOf(file)) {
                const QString wrong = complaint(file, line);
                if (!wrong.isEmpty())
                    complaints << u"%1: %2: %3"_s.arg(file, wrong, line);
            }
        }
        QVERIFY2(complaints.isEmpty(), qPrintable(u'\n' + complaints.join(u'\n')));
    }

    void noFileIsTooLongToReadAtOnce()
    {
        QStringList complaints;
        for (const QString &file :
             sourceFiles({ u"client"_s, u"server"_s, u"common"_s, u"tests"_s })) {
            const qsizetype lines = linesOf(file).size() - 1;
            if (lines > longestFile)
                complaints << u"%1 has %2 lines, limit is %3"_s.arg(file).arg(lines).arg(
                    longestFile);
        }
        QVERIFY2(complaints.isEmpty(), qPrintable(u'\n' + complaints.join(u'\n')));
    }

    // The next two look at the test itself: it must notice what it is there for.
    void aForbiddenIncludeIsNoticed_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        const auto row = [](const QString &file, const QString &line) {
            QTest::newRow(qPrintable(file + u' ' + line)) << file << line;
        };
        row(u"client/core/room.h"_s, u"#include \"server/core/hub.h\""_s);
        row(u"server/core/hub.cpp"_s, u"#include \"client/core/room.h\""_s);
        row(u"common/base/ids.cpp"_s, u"#include \"common/protocol/events.h\""_s);
        row(u"common/protocol/peer.cpp"_s, u"#include \"common/net/loopbacktransport.h\""_s);
        row(u"client/core/clientsession.cpp"_s, u"  #  include \"common/net/x.h\""_s);
        row(u"client/core/room.cpp"_s, u"#include \"client/ui/mainwindow.h\""_s);
        row(u"client/model/roomlistmodel.h"_s, u"#include \"client/store/localstore.h\""_s);
        row(u"client/ctl/main.cpp"_s, u"#include \"client/ui/mainwindow.h\""_s);
        row(u"server/door/endpoints/health.cpp"_s, u"#include \"server/storage/sqlworker.h\""_s);
        row(u"server/core/hub.cpp"_s, u"#include \"server/door/frontdoor.h\""_s);
        row(u"server/loop/epolldispatcher.h"_s, u"#include \"common/base/ids.h\""_s);
        row(u"server/core/hub.h"_s, u"#include \"tests/support/fakeclock.h\""_s);
        row(u"server/core/hub.h"_s, u"#include \"session.h\""_s);
        row(u"server/newfolder/x.h"_s, u"#include \"common/base/ids.h\""_s);
        row(u"server/core/hub.cpp"_s, u"#include <QSqlQuery>"_s);
        row(u"server/core/hub.cpp"_s, u"#include <QtSql/QSqlQuery>"_s);
        row(u"server/core/hub.cpp"_s, u"#include <qsqlquery.h>"_s);
        row(u"client/core/room.cpp"_s, u"#include <QWebSocket>"_s);
        row(u"client/model/timelinemodel.cpp"_s, u"#include <QtWidgets>"_s);
    }

    void aForbiddenIncludeIsNoticed()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, line);
        QVERIFY(!complaint(file, line).isEmpty());
    }

    void anAllowedLineIsNot_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        const auto row = [](const QString &file, const QString &line) {
            QTest::newRow(qPrintable(file + u' ' + line)) << file << line;
        };
        row(u"client/core/room.h"_s, u"#include \"client/model/timelinemodel.h\""_s);
        row(u"client/app/main.cpp"_s, u"#include \"common/net/websockettransport.h\""_s);
        row(u"client/ui/mainwindow.cpp"_s, u"#include \"client/core/clientsession.h\""_s);
        row(u"client/ui/mainwindow.cpp"_s, u"#include <QMainWindow>"_s);
        row(u"server/storage/sqlworker.cpp"_s, u"#include <QSqlDatabase>"_s);
        row(u"server/door/frontdoor.cpp"_s, u"#include <QWebSocketServer>"_s);
        row(u"server/app/serverapp.cpp"_s, u"#include \"server/loop/epolldispatcher.h\""_s);
        row(u"server/core/hub.cpp"_s, u"#include <QTimer>"_s);
        row(u"server/core/hub.cpp"_s, u"#include <chrono>"_s);
        row(u"common/base/ids.cpp"_s, u"// includes \"server/core/hub.h\" in spirit"_s);
    }

    void anAllowedLineIsNot()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, line);
        QCOMPARE(complaint(file, line), QString());
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
