; quiet pooling on hardline survives D1
; With B4, and where `b_t <= 0` for both, both hardline and not pressed survives D1. He never reciprocates, so
; this is about two replies.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const A Real)
(declare-const F Real)
(declare-const J Real)
(declare-const L_irresolute Real)
(declare-const L_resolute Real)
(declare-const P Real)
(declare-const W Real)
(declare-const Y_limited Real)
(declare-const dil Real)
(declare-const e_limited Real)
(declare-const f Real)
(declare-const h_irresolute Real)
(declare-const h_resolute Real)
(declare-const k_limited Real)
(declare-const mis Real)
(declare-const q Real)
(declare-const s_limited Real)
(declare-const u Real)
(declare-const v_limited Real)
(declare-const y_limited Real)
(define-fun b_limited_resolute () Real (- (- (- (* h_resolute e_limited) (* u k_limited)) L_resolute) 0.0))
(define-fun b_limited_irresolute () Real (- (- (- (* h_irresolute e_limited) (* u k_limited)) L_irresolute) 0.0))
(define-fun g_limited_irresolute () Real (- (+ (- (* h_irresolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun g_limited_resolute () Real (- (+ (- (* h_resolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun u_S_resolute_hardline_hold () Real (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0)))))
(define-fun u_S_resolute_limited_press () Real (- (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) (* u k_limited)) (+ W (* f F))) L_resolute))
(define-fun u_S_irresolute_hardline_hold () Real (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0)))))
(define-fun u_S_irresolute_limited_press () Real (- (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) (* u k_limited)) (+ W (* f F))) L_irresolute))
(define-fun u_R_irresolute_hardline_hold () Real (+ (* u 0.0) (* J (* (- 1.0 mis) 0.0))))
(define-fun u_R_resolute_hardline_press () Real (+ (* u 0.0) (- 0.0 P)))
(define-fun u_R_irresolute_hardline_press () Real (+ (* u 0.0) A))
(define-fun u_R_irresolute_limited_press () Real (+ (* u v_limited) A))
(define-fun u_R_irresolute_limited_hold () Real (+ (* u v_limited) (* J (* (- 1.0 mis) s_limited))))
(define-fun u_R_resolute_limited_press () Real (+ (* u v_limited) (- 0.0 P)))
(define-fun best_reply_press_limited () Bool (or (>= (- u_R_resolute_limited_press u_R_irresolute_limited_hold) 0.0) (>= (- u_R_irresolute_limited_press u_R_irresolute_limited_hold) 0.0)))
(define-fun gain_irresolute_limited_press () Real (- u_S_irresolute_limited_press u_S_irresolute_hardline_hold))
(define-fun best_reply_hold_limited () Bool (or (>= (- u_R_irresolute_limited_hold u_R_resolute_limited_press) 0.0) (>= (- u_R_irresolute_limited_hold u_R_irresolute_limited_press) 0.0)))
(define-fun u_S_irresolute_limited_hold () Real (- (- (- 0.0 (* h_irresolute (- 1.0 e_limited))) (* u k_limited)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))))
(define-fun gain_irresolute_limited_hold () Real (- u_S_irresolute_limited_hold u_S_irresolute_hardline_hold))
(define-fun gain_resolute_limited_press () Real (- u_S_resolute_limited_press u_S_resolute_hardline_hold))
(define-fun u_S_resolute_limited_hold () Real (- (- (- 0.0 (* h_resolute (- 1.0 e_limited))) (* u k_limited)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) s_limited)))))
(define-fun gain_resolute_limited_hold () Real (- u_S_resolute_limited_hold u_S_resolute_hardline_hold))
(define-fun D1_deletes_resolute_limited () Bool (and (or (and best_reply_press_limited (> gain_irresolute_limited_press 0.0)) (and best_reply_hold_limited (> gain_irresolute_limited_hold 0.0))) (and (=> (and best_reply_press_limited (>= gain_resolute_limited_press 0.0)) (> gain_irresolute_limited_press 0.0)) (=> (and best_reply_hold_limited (>= gain_resolute_limited_hold 0.0)) (> gain_irresolute_limited_hold 0.0))) (and (=> (and best_reply_press_limited best_reply_hold_limited (< gain_resolute_limited_press 0.0) (> gain_resolute_limited_hold 0.0)) (> (- (* gain_irresolute_limited_press gain_resolute_limited_hold) (* gain_irresolute_limited_hold gain_resolute_limited_press)) 0.0)) (=> (and best_reply_press_limited best_reply_hold_limited (> gain_resolute_limited_press 0.0) (< gain_resolute_limited_hold 0.0)) (< (- (* gain_irresolute_limited_press gain_resolute_limited_hold) (* gain_irresolute_limited_hold gain_resolute_limited_press)) 0.0)))))
(define-fun D1_deletes_irresolute_limited () Bool (and (or (and best_reply_press_limited (> gain_resolute_limited_press 0.0)) (and best_reply_hold_limited (> gain_resolute_limited_hold 0.0))) (and (=> (and best_reply_press_limited (>= gain_irresolute_limited_press 0.0)) (> gain_resolute_limited_press 0.0)) (=> (and best_reply_hold_limited (>= gain_irresolute_limited_hold 0.0)) (> gain_resolute_limited_hold 0.0))) (and (=> (and best_reply_press_limited best_reply_hold_limited (< gain_irresolute_limited_press 0.0) (> gain_irresolute_limited_hold 0.0)) (> (- (* gain_resolute_limited_press gain_irresolute_limited_hold) (* gain_resolute_limited_hold gain_irresolute_limited_press)) 0.0)) (=> (and best_reply_press_limited best_reply_hold_limited (> gain_irresolute_limited_press 0.0) (< gain_irresolute_limited_hold 0.0)) (< (- (* gain_resolute_limited_press gain_irresolute_limited_hold) (* gain_resolute_limited_hold gain_irresolute_limited_press)) 0.0)))))
; q: probability that the stronger state is resolute, in (0, 1)
(assert (> q 0.0))
(assert (< q 1.0))
; A: rival's gain from pressing an irresolute state, > 0
(assert (> A 0.0))
; P: rival's loss from pressing a resolute state, > 0
(assert (> P 0.0))
; v_a: worth of what the approach offers, to the rival, >= 0
(assert (>= v_limited 0.0))
; k_a: cost of what the approach offers, to the stronger state, >= 0
(assert (>= k_limited 0.0))
; u: share of the concession given whatever the response, in [0, 1]
(assert (>= u 0.0))
(assert (<= u 1.0))
; y_a: cost of reciprocating, to the rival, >= 0
(assert (>= y_limited 0.0))
; Y_a: gain of the stronger state from being reciprocated, >= 0
(assert (>= Y_limited 0.0))
; s_a: share of the rival's insecurity that the approach could relieve, in [0, 1], limited no more than core
(assert (>= s_limited 0.0))
(assert (<= s_limited 1.0))
; mis: share of the relief lost to mistrust, in [0, 1]
(assert (>= mis 0.0))
(assert (<= mis 1.0))
; dil: share of the relief lost under cover, in [0, 1]
(assert (>= dil 0.0))
(assert (<= dil 1.0))
; J: rival's cost of full insecurity, >= 0
(assert (>= J 0.0))
; W: stronger state's expected cost of war at full insecurity, >= 0
(assert (>= W 0.0))
; h_t: cost of hardline policies, >= 0
(assert (>= h_resolute 0.0))
(assert (>= h_irresolute 0.0))
; e_a: share of the cost of hardline policies that the approach saves, in [0, 1]
(assert (>= e_limited 0.0))
(assert (<= e_limited 1.0))
; L_t: loss when pressed, > 0
(assert (> L_resolute 0.0))
(assert (> L_irresolute 0.0))
; f: probability that a conflict left unresolved flares up later, in [0, 1]
(assert (>= f 0.0))
(assert (<= f 1.0))
; F: stronger state's loss if it does, >= 0
(assert (>= F 0.0))
; `q >= A / (A + P)`
(assert (<= (- A (* q (+ A P))) 0.0))
; `A >= J ell`
(assert (>= (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))))
; `b_t <= 0`
(assert (<= b_limited_resolute 0.0))
(assert (<= b_limited_irresolute 0.0))
; B4, adverse inference, denominators multiplied out
(assert (> (- (* g_limited_irresolute (- g_limited_resolute b_limited_resolute)) (* g_limited_resolute (- g_limited_irresolute b_limited_irresolute))) 0.0))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= q 0.0) (>= (- 1.0 q) 0.0) (= (+ q (- 1.0 q)) 1.0)) (and (<= u_S_resolute_hardline_hold u_S_resolute_hardline_hold) (= u_S_resolute_hardline_hold u_S_resolute_hardline_hold) (<= u_S_resolute_limited_press u_S_resolute_hardline_hold) (<= u_S_irresolute_hardline_hold u_S_irresolute_hardline_hold) (= u_S_irresolute_hardline_hold u_S_irresolute_hardline_hold) (<= u_S_irresolute_limited_press u_S_irresolute_hardline_hold)) (and (= (* q (+ (* q 1.0) (* (- 1.0 q) 1.0))) (* q 1.0)) (= (* (- 1.0 q) (+ (* q 1.0) (* (- 1.0 q) 1.0))) (* (- 1.0 q) 1.0))) (and (>= (+ (* q (- u_R_irresolute_hardline_hold u_R_resolute_hardline_press)) (* (- 1.0 q) (- u_R_irresolute_hardline_hold u_R_irresolute_hardline_press))) 0.0) (>= (- u_R_irresolute_limited_press u_R_irresolute_limited_hold) 0.0)) (or (and (not D1_deletes_resolute_limited) (>= (- u_R_resolute_limited_press u_R_irresolute_limited_hold) 0.0)) (and (not D1_deletes_irresolute_limited) (>= (- u_R_irresolute_limited_press u_R_irresolute_limited_hold) 0.0))))))
(check-sat)
