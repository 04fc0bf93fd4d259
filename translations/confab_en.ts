<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>chat::Composer</name>
    <message numerus="yes">
        <source>Goes out in %Ln s</source>
        <extracomment>What was sent too fast waits at the sender, and then goes out by itself</extracomment>
        <translation>
            <numerusform>Goes out in %Ln s</numerusform>
            <numerusform>Goes out in %Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::ConnectionBanner</name>
    <message numerus="yes">
        <source>No connection. Trying again in %Ln s</source>
        <translation>
            <numerusform>No connection. Trying again in %Ln s</numerusform>
            <numerusform>No connection. Trying again in %Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::ErrorText</name>
    <message numerus="yes">
        <source>That was too fast. Please wait %Ln s.</source>
        <translation>
            <numerusform>That was too fast. Please wait %Ln s.</numerusform>
            <numerusform>That was too fast. Please wait %Ln s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::JoinDialog</name>
    <message numerus="yes">
        <source>That was too often. You can try again in %Ln s.</source>
        <translation>
            <numerusform>That was too often. You can try again in %Ln s.</numerusform>
            <numerusform>That was too often. You can try again in %Ln s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::MembersPane</name>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::MessageRow</name>
    <message numerus="yes">
        <source>%Ln message(s) not loaded</source>
        <translation>
            <numerusform>%Ln message not loaded</numerusform>
            <numerusform>%Ln messages not loaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::OutboxQuestion</name>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent. More can not wait.</source>
        <translation>
            <numerusform>%Ln message waits to be sent. More can not wait.</numerusform>
            <numerusform>%Ln messages wait to be sent. More can not wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::PasswordDialog</name>
    <message numerus="yes">
        <source>That was too often. You can try again in %Ln s.</source>
        <translation>
            <numerusform>That was too often. You can try again in %Ln s.</numerusform>
            <numerusform>That was too often. You can try again in %Ln s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::PasswordFields</name>
    <message numerus="yes">
        <source>The password needs at least %Ln characters.</source>
        <translation>
            <numerusform>The password needs at least %Ln character.</numerusform>
            <numerusform>The password needs at least %Ln characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln characters</source>
        <translation>
            <numerusform>At least %Ln character</numerusform>
            <numerusform>At least %Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::ReadersText</name>
    <message numerus="yes">
        <source>Read by %Ln</source>
        <extracomment>How many members have read a line</extracomment>
        <translation>
            <numerusform>Read by %Ln</numerusform>
            <numerusform>Read by %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read by %1 and %Ln more</source>
        <extracomment>Some of those who have read a line, and how many there are besides them</extracomment>
        <translation>
            <numerusform>Read by %1 and %Ln more</numerusform>
            <numerusform>Read by %1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>read by %Ln</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>
            <numerusform>read by %Ln</numerusform>
            <numerusform>read by %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>read by %1 and %Ln more</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>
            <numerusform>read by %1 and %Ln more</numerusform>
            <numerusform>read by %1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RefusedRooms</name>
    <message numerus="yes">
        <source>%Ln message(s) of yours were not sent:</source>
        <translation>
            <numerusform>%Ln message of yours was not sent:</numerusform>
            <numerusform>%Ln messages of yours were not sent:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RetentionText</name>
    <message numerus="yes">
        <source>Keeps the last %Ln messages</source>
        <translation>
            <numerusform>Keeps the last message</numerusform>
            <numerusform>Keeps the last %Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keeps messages for %Ln days</source>
        <translation>
            <numerusform>Keeps messages for %Ln day</numerusform>
            <numerusform>Keeps messages for %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomDelegate</name>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomHeader</name>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not loaded</source>
        <translation>
            <numerusform>%Ln message not loaded</numerusform>
            <numerusform>%Ln messages not loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomOrder</name>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <extracomment>A room in the list, for screen readers: its title and how many lines are unread</extracomment>
        <translation>
            <numerusform>%1, %Ln unread</numerusform>
            <numerusform>%1, %Ln unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::ServerDelegate</name>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::TypingBar</name>
    <message numerus="yes">
        <source>%1, %2 and %Ln others are typing</source>
        <translation>
            <numerusform>%1, %2 and %Ln other are typing</numerusform>
            <numerusform>%1, %2 and %Ln others are typing</numerusform>
        </translation>
    </message>
</context>
</TS>
