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

    /// The place for the token of `name` at the server with this id, in the person's data folder.
    static TokenFile ofPerson(const QString &server, const QString &name);

    const QString &path() const { return m_path; }
    /// Empty when there is none.
    QString read() const;
    /// Writes it unless another program has done so first; the token that is there now, or nothing
    /// when none can be kept.
    QString writeFirst(const QString &token) const;
    /// False when it can not be kept; the person is then a new one the next time.
    bool write(const QString &token) const;

private:
    QString m_path;
};

} // namespace chat
