#include "server/auth/passwordauth.h"

#include "common/base/clock.h"
#include "common/base/literals.h"
#include "common/base/logging.h"
#include "common/base/random.h"
#include "server/auth/passwordrules.h"
#include "server/core/names.h"

namespace chat {

namespace {

Error tooOften(std::chrono::milliseconds wait)
{
    return { .code = ErrorCode::RateLimited, .retryAfter = wait };
}

Error wrong()
{
    return { .code = ErrorCode::WrongPassword };
}

Error busy()
{
    return { .code = ErrorCode::Unavailable,
             .detail =
                 u"%1 passwords wait to be looked at, limit is %1"_s.arg(limits::passwordQueue),
             .retryAfter = limits::retryWait };
}

} // namespace

PasswordAuth::PasswordAuth(Ports ports, const Policy &policy, const passwordhash::Cost &cost)
    : m_ports(ports)
    , m_policy(policy)
    , m_cost(cost)
    , m_allRegistrations(limits::allRegistrationsPerSecond, limits::allRegistrationsBurst,
                         ports.clock.now())
    , m_registrations(limits::registrationsPerSecond, limits::registrationsBurst)
    , m_pool(limits::passwordThreads, limits::passwordQueue)
{
    if (const auto decoy = passwordhash::hash(newToken(ports.random), cost))
        m_decoy = *decoy;
}

void PasswordAuth::admit(const Authenticate &credentials, const Visitor &visitor,
                         const SignIn &signIn, Done<SignedIn> done)
{
    const QString name = names::key(credentials.name);
    const QString password = passwordrules::normalized(*credentials.password);
    if (const auto wait = m_attempts.begin(name, visitor.address, m_ports.clock.now())) {
        done(tooOften(*wait));
        return;
    }
    const auto undo = [this, name, address = visitor.address] {
        m_attempts.undo(name, address, m_ports.clock.now());
    };
    const Verified verified = [=, this,
                               address = visitor.address](const Result<Credential> &right) {
        if (!right) {
            if (right.error().code != ErrorCode::WrongPassword)
                undo();
            done(right.error());
            return;
        }
        m_attempts.succeeded(name, address, m_ports.clock.now());
        SignIn request = signIn;
        request.proven =
            SignIn::Proven { .user = right->user, .passwordHash = right->passwordHash };
        m_ports.accounts.signIn(request, done);
        refresh(*right, password);
    };
    m_ports.accounts.credentialOfName(credentials.name,
                                      [=, this](const Result<Credential> &credential) {
                                          if (credential)
                                              verify(*credential, password, verified);
                                          else
                                              verified(credential.error());
                                      });
}

/// For nobody, and for somebody without a password, the decoy is looked at: nobody has it.
void PasswordAuth::verify(const Credential &credential, const QString &password, Verified done)
{
    const bool isAccount = !credential.passwordHash.isEmpty();
    const QString stored = isAccount ? credential.passwordHash : m_decoy;
    const bool isQueued = m_pool.submit([=]() -> HashPool::Answer {
        const bool isRight = passwordhash::verify(stored, password) && isAccount;
        return [=] { done(isRight ? Result<Credential>(credential) : wrong()); };
    });
    if (!isQueued)
        done(busy());
}

/// Makes the hash anew when the operator or a new version asks for more work.
void PasswordAuth::refresh(const Credential &credential, const QString &password)
{
    if (!passwordhash::isDated(credential.passwordHash, m_cost))
        return;
    hash(password, [this, credential](const Result<QString> &fresh) {
        if (!fresh)
            return;
        m_ports.accounts.changePassword({ .user = credential.user,
                                          .formerHash = credential.passwordHash,
                                          .newHash = *fresh,
                                          .tokenHash = {},
                                          .endsOthers = false,
                                          .now = m_ports.clock.wallTime() },
                                        [](const Result<Role> &) { /* or at the next sign-in */ });
    });
}

void PasswordAuth::hash(const QString &password, Done<QString> done)
{
    const bool isQueued = m_pool.submit([password, done, cost = m_cost]() -> HashPool::Answer {
        return [done, hash = passwordhash::hash(password, cost)] { done(hash); };
    });
    if (!isQueued)
        done(busy());
}

void PasswordAuth::enroll(const Register &registration, const Visitor &visitor,
                          const SignIn &signIn, Done<SignedIn> done)
{
    const QString password = passwordrules::normalized(registration.password);
    if (const auto fits =
            passwordrules::check(password, registration.name, m_policy.entry.passwordLength);
        !fits) {
        done(fits.error());
        return;
    }
    const Instant now = m_ports.clock.now();
    auto wait = m_registrations.take(visitor.address, 1, now);
    if (!wait)
        wait = m_allRegistrations.take(1, now);
    if (wait) {
        done(tooOften(*wait));
        return;
    }
    hash(password, [this, signIn, done](const Result<QString> &hashed) {
        if (!hashed) {
            done(hashed.error());
            return;
        }
        SignIn request = signIn;
        request.newPasswordHash = *hashed;
        m_ports.accounts.signIn(request, done);
    });
}

void PasswordAuth::change(const Identity &self, const QByteArray &tokenHash,
                          const SetPassword &event, Done<Role> done)
{
    const QString password = passwordrules::normalized(event.password);
    if (const auto fits = passwordrules::check(password, self.name, m_policy.entry.passwordLength);
        !fits) {
        done(fits.error());
        return;
    }
    if (!self.hasPassword) {
        store(self, tokenHash, {}, password, done);
        return;
    }
    const QString name = names::key(self.name);
    const QString from = self.id.text(); // whose connection it is, is known
    if (const auto wait = m_attempts.begin(name, from, m_ports.clock.now())) {
        done(tooOften(*wait));
        return;
    }
    const QString old = passwordrules::normalized(event.oldPassword.value_or(QString()));
    const Verified verified = [=, this](const Result<Credential> &right) {
        if (!right) {
            if (right.error().code != ErrorCode::WrongPassword)
                m_attempts.undo(name, from, m_ports.clock.now());
            done(right.error());
            return;
        }
        m_attempts.succeeded(name, from, m_ports.clock.now());
        store(self, tokenHash, right->passwordHash, password, done);
    };
    m_ports.accounts.credentialOfUser(self.id, [=, this](const Result<Credential> &credential) {
        if (credential)
            verify(*credential, old, verified);
        else
            verified(credential.error());
    });
}

void PasswordAuth::store(const Identity &self, const QByteArray &tokenHash,
                         const QString &formerHash, const QString &password, Done<Role> done)
{
    hash(password, [=, this](const Result<QString> &hashed) {
        if (!hashed) {
            done(hashed.error());
            return;
        }
        m_ports.accounts.changePassword({ .user = self.id,
                                          .formerHash = formerHash,
                                          .newHash = *hashed,
                                          .tokenHash = tokenHash,
                                          .endsOthers = !formerHash.isEmpty(),
                                          .now = m_ports.clock.wallTime() },
                                        done);
    });
}

} // namespace chat
