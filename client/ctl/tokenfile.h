#pragma once

#include <QString>

namespace chat {

/// The token that makes a guest the same person again, in a file that only its owner can read.
class TokenFile
{
public:
    explicit TokenFile(QString path)
        : m_path(std::move(path))
    {
    }

    /// The place for the token of `name` at `server` ("ws://desk:3001"), in the person's data
    /// folder.
    static TokenFile ofPerson(const QString &server, const QString &name);

    const QString &path() const { return m_path; }
    /// Empty when there is none.
    QString read() const;
    /// False when it can not be kept; the person is then a new one the next time.
    bool write(const QString &token) const;

private:
    QString m_path;
};

} // namespace chat
