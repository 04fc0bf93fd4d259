#include "server/core/names.h"
#include "tests/support/filledstore.h"
#include "tests/support/formerstore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// Databases of earlier versions, opened by this one.
class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormerSchemaBecomesTheNewest_data();
    void everyFormerSchemaBecomesTheNewest();
    void namesGetTheirLooks();

private:
    QString path() const { return m_folder.filePath(u"confab.sqlite"_s); }
    /// Opens it as a server does.
    void open() const
    {
        {
            const auto database = openDatabase(path(), u"migrated"_s, Durability::Normal);
            if (!database)
                QFAIL(qPrintable(database.error().detail));
        }
        QSqlDatabase::removeDatabase(u"migrated"_s);
    }

    QTemporaryDir m_folder;
};

void TestMigrations::everyFormerSchemaBecomesTheNewest_data()
{
    QTest::addColumn<int>("schema");
    for (int schema = 1; schema <= newestSchema(); ++schema)
        QTest::addRow("%d", schema) << schema;
}

void TestMigrations::everyFormerSchemaBecomesTheNewest()
{
    QFETCH(const int, schema);
    FormerStore former(path(), schema);
    former.run(u"INSERT INTO users (id, name, name_key, avatar, created_ms) "
               "VALUES ('ada-id', 'Ada', 'ada', '', 1)"_s);
    former.run(u"INSERT INTO tokens (hash, user_id, created_ms) "
               "VALUES (zeroblob(32), 'ada-id', 1)"_s);
    former.run(u"INSERT INTO rooms (id, title, topic, kind, epoch, created_ms) "
               "VALUES ('tea', '', '', 'public', 'e', 1)"_s);
    open();
    QCOMPARE(valueIn(path(), u"PRAGMA user_version"_s).toInt(), newestSchema());
    QCOMPARE(damageIn(path()), QStringList());
    QCOMPARE(valueIn(path(), u"SELECT name FROM users"_s).toString(), u"Ada"_s);
    QVERIFY(QFile::remove(path()));
}

void TestMigrations::namesGetTheirLooks()
{
    FormerStore former(path(), 2);
    for (const QString &name : { u"Ada"_s, u"\u0410da"_s, u"Ian"_s })
        former.run(u"INSERT INTO users (id, name, name_key, avatar, created_ms) "
                   "VALUES ('%1-id', '%1', '%2', '', 1)"_s.arg(name, names::key(name)));
    open();
    const names::Claims claims = names::claims(u"Ian"_s);
    QCOMPARE(valueIn(path(), u"SELECT look FROM users WHERE name = 'Ian'"_s).toString(), claims[1]);
    QCOMPARE(valueIn(path(), u"SELECT folded_look FROM users WHERE name = 'Ian'"_s).toString(),
             claims[2]);
    // Who looked the same before keeps their name.
    QCOMPARE(valueIn(path(), u"SELECT count(*) FROM users WHERE look = 'Ada'"_s).toInt(), 2);
    QVERIFY(QFile::remove(path()));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
