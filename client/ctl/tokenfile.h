#pragma once

#include <QString>

namespace chat {

/// The token that makes a guest the same person again, in a file that only its owner can read: a
/// line for the token, and one for what it is bound to (see Keyring), if to anything.
class TokenFile
{
public:
    struct Kept
    {
        QString token;
        QString proof = {};
    };

    explicit TokenFile(QString path)
        : m_path(std::move(path))
    {
    }

    /// The place for the token of `name` at the server with this id, in the person's data folder.
    static TokenFile ofPerson(const QString &server, const QString &name);

    const QString &path() const { return m_path; }
    /// Without a token when there is none.
    Kept read() const;
    /// Writes it unless another program has done so first; what is there now, without a token when
    /// none can be kept.
    Kept writeFirst(const Kept &kept) const;
    /// False when it can not be kept; the person is then a new one the next time.
    bool write(const Kept &kept) const;

private:
    QString m_path;
};

} // namespace chat
