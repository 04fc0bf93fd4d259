#pragma once

#include "client/core/credentials.h"
#include "client/ui/passwordfields.h"
#include "common/base/error.h"
#include "common/protocol/accountvalues.h"

#include <QPushButton>

#include <optional>

namespace chat {

/// What a server wants to be shown besides a name. Hidden until one says so.
class SignInPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SignInPanel(QWidget *parent = nullptr);

    /// Asks for what helps after this refusal by a server with these rules. Answers whether
    /// anything does.
    bool ask(const Error &refusal, const EntryRules &rules);
    /// Asks for nothing, and forgets what was typed.
    void reset();
    /// Only the name that was wanted asks for it: under another one nobody is asked.
    bool isForNameOnly() const;

    Credentials::Kind kind() const { return m_kind; }
    Credentials credentials() const;
    /// Why these can not be tried; empty when they can.
    QString problem() const;
    void takeFocus() { m_fields->takeFocus(); }

Q_SIGNALS:
    /// The person wants to show something else, or has typed.
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void askFor(Credentials::Kind kind);
    void retranslate();

    Credentials::Kind m_kind = Credentials::Kind::None;
    EntryRules m_rules;
    PasswordFields *m_fields;
    QPushButton *m_switch; // between signing in and making an account
};

} // namespace chat
